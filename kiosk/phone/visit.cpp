#include "phone/visit.h"

namespace xiaoer::phone {

void Visit::answer(int status, std::string content_type, std::string body) {
    net::Response response{status, std::move(content_type), std::move(extra_headers), std::move(body)};
    harden(response, true);
    respond(std::move(response));
}

void Visit::redirect(std::string_view path) {
    extra_headers.push_back({"location", std::string(path)});
    answer(303, "", "");
}

void Visit::fail(const Pages& pages, int status, std::string_view what) {
    if (status == 429 || status == 503) extra_headers.push_back({"retry-after", status == 429 ? "10" : "2"});
    if (wants_json) return json(status, Json::Object{{"error", Json(what)}});
    page(status, pages.message(view, what));
}

}  // namespace xiaoer::phone
