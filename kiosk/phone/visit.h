// One request on its way through the site: what was asked, by whom, in which language, and how to answer.
#pragma once

#include "net/http_server.h"
#include "phone/guard.h"
#include "phone/pages.h"

namespace xiaoer::phone {

struct Visit {
    net::Request request;
    net::Respond respond;
    net::Form query;
    net::Form form;  // of a POST
    View view;
    std::string cookie_name;                // x_<kiosk code>
    std::optional<BrowserSession> session;  // from the cookie
    bool wants_json = false;
    std::vector<net::Header> extra_headers{};

    void answer(int status, std::string content_type, std::string body);
    void page(int status, std::string html) { answer(status, "text/html; charset=utf-8", std::move(html)); }
    void json(int status, const Json& value) { answer(status, "application/json", canonical(value)); }
    void redirect(std::string_view path);
    // A page that says what is wrong (phone.message.<what>), or {"error": what}.
    void fail(const Pages& pages, int status, std::string_view what);
};

// Shared by the thread that asked and the one that answers, one after the other.
using VisitPtr = std::shared_ptr<Visit>;

}  // namespace xiaoer::phone
