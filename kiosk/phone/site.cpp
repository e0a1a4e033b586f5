#include "phone/site.h"

#include "base/log.h"
#include "domain/roll_call.h"

namespace xiaoer::phone {
namespace {

// What stands for the '*' of the pattern, a word, or for a "**" at its end, anything; "" for a pattern without one;
// nothing when the path is another.
std::optional<std::string_view> match(std::string_view pattern, std::string_view path) {
    if (pattern.ends_with("**")) {
        const auto start = pattern.substr(0, pattern.size() - 2);
        return path.starts_with(start) ? std::optional(path.substr(start.size())) : std::nullopt;
    }
    const auto star = pattern.find('*');
    if (star == pattern.npos) return path == pattern ? std::optional<std::string_view>("") : std::nullopt;
    const auto before = pattern.substr(0, star);
    const auto after = pattern.substr(star + 1);
    if (path.size() < before.size() + after.size() || !path.starts_with(before) || !path.ends_with(after)) return {};
    const auto word = path.substr(before.size(), path.size() - before.size() - after.size());
    return is_word(word) ? std::optional(word) : std::nullopt;
}

constexpr std::size_t form_max = 8 * 1024;           // bytes
constexpr std::size_t photo_text_max = 1024 * 1024;  // bytes of base64

bool is_json(const net::Request& request) { return request.header("content-type").starts_with("application/json"); }

bool is_form(const net::Request& request) {
    return request.header("content-type").starts_with("application/x-www-form-urlencoded");
}

}  // namespace

struct Site::Route {
    std::string_view method;
    std::string_view pattern;
    bool asks_shop;
    void (Site::*answer)(const VisitPtr&, std::string_view);
};
struct Site::Found {
    const Route* route = nullptr;
    std::string_view rest{};
    bool path_known = false;
};
struct Site::Objection {
    int status;
    std::string_view what;  // phone.message.<what>
};

Site::Site(const PhoneOptions& options, Kiosk& kiosk, const Clock& clock, Assets assets, Pages pages)
    : kiosk_(kiosk),
      clock_(clock),
      assets_(std::move(assets)),
      pages_(std::move(pages)),
      make_poster_(options.make_poster),
      per_browser_(options.per_browser),
      per_address_(options.per_address),
      joins_per_address_(options.joins_per_address),
      per_staff_phone_(options.per_staff_phone),
      tools_(options.staff),
      roll_calls_(roll_call_bytes_max),
      photos_(photo_text_max),
      completions_(options.questions_max) {}

Site::Found Site::find_route(const net::Request& request) {
    static const Route routes[] = {
        {"GET", "/", false, &Site::home},
        {"GET", "/a/**", false, &Site::asset},
        {"GET", "/s", false, &Site::staff_page},
        {"GET", "/s/*", false, &Site::staff_page},
        {"GET", "/j/*", true, &Site::join_page},
        {"GET", "/c/*", true, &Site::claim_page},
        {"GET", "/m", true, &Site::member_page},
        {"GET", "/my", true, &Site::mine_page},
        {"GET", "/my/data.json", true, &Site::my_data},
        {"GET", "/my/forget", true, &Site::forget_page},
        {"GET", "/phone", false, &Site::new_phone_page},
        {"GET", "/d", true, &Site::draws_page},
        {"GET", "/d/*", true, &Site::draw_page},
        {"GET", "/d/*/proof.json", true, &Site::proof},
        {"GET", "/d/*/mine.json", true, &Site::proof_share},
        {"GET", "/d/*/page.html", true, &Site::published_page},
        {"GET", "/draw-v1", false, &Site::format_page},
        {"GET", "/draw-v1.md", false, &Site::format_file},
        {"GET", "/p/*.png", true, &Site::poster},
        {"GET", "/calendar.ics", true, &Site::calendar},
        {"GET", "/privacy", false, &Site::privacy_page},
        {"GET", "/api/me", true, &Site::get_me},
        {"POST", "/api/join", true, &Site::post_join},
        {"POST", "/api/claim", true, &Site::post_claim},
        {"POST", "/api/pass", true, &Site::post_pass},
        {"POST", "/api/bind", true, &Site::post_bind},
        {"POST", "/api/ask", true, &Site::post_ask},
        {"POST", "/api/interests", true, &Site::post_interests},
        {"POST", "/api/consents", true, &Site::post_consents},
        {"POST", "/api/forget", true, &Site::post_forget},
        {"POST", "/api/photo", true, &Site::post_photo},
        {"POST", "/api/staff", true, &Site::post_staff},
    };
    Found found;
    for (const auto& route : routes) {
        const auto rest = match(route.pattern, request.path);
        if (!rest) continue;
        found.path_known = true;
        if (route.method == request.method) return {&route, *rest, true};
    }
    return found;
}

void Site::serve(net::Request request, net::Respond respond) {
    auto snapshot = kiosk_.snapshot();
    if (!is_our_host(request.header("host"), snapshot->settings)) {
        // Whoever comes under a foreign name learns nothing about who answers.
        net::Response refusal{421, "text/plain", {}, "Not here.\n"};
        harden(refusal, true);
        return respond(std::move(refusal));
    }
    const auto visitor = visit(std::move(request), std::move(respond), std::move(snapshot));
    const auto found = find_route(visitor->request);
    if (found.route == nullptr) return visitor->fail(pages_, found.path_known ? 405 : 404, "not_found");
    if (const auto no = objection(*visitor, *found.route)) return visitor->fail(pages_, no->status, no->what);
    if (found.route->asks_shop) show_witness(*visitor);
    (this->*found.route->answer)(visitor, found.rest);
}

VisitPtr Site::visit(net::Request request, net::Respond respond, std::shared_ptr<const Snapshot> snapshot) {
    auto query = net::Form::parse(request.query);
    auto form = request.method == "POST" && is_form(request) ? net::Form::parse(request.body) : net::Form();
    const auto asked = language_from_tag(query.get("lang"));
    auto language = asked ? asked : language_from_tag(request.cookie("lang"));
    if (!language) language = language_from_header(request.header("accept-language"));
    const auto spoken = language.value_or(snapshot->settings.language);
    const auto& zone = zone_of(snapshot->settings);
    auto cookie_name = "x_" + snapshot->kiosk_code;
    auto session = BrowserSession::of(request, cookie_name);
    const bool wants_json = request.path.starts_with("/api/") &&
                            request.header("accept").find("application/json") != std::string_view::npos;
    View view{spoken, request.method == "GET" ? request.path : "/", std::move(snapshot), clock_.now(),
              Speech(spoken, zone)};
    auto visitor =
        std::make_shared<Visit>(Visit{std::move(request), std::move(respond), std::move(query), std::move(form),
                                      std::move(view), std::move(cookie_name), std::move(session), wants_json});
    if (asked) {
        visitor->extra_headers.push_back(
            {"set-cookie", "lang=" + std::string(enum_name(spoken)) + "; Path=/; Max-Age=34560000; SameSite=Lax"});
    }
    return visitor;
}

std::optional<Site::Objection> Site::objection(const Visit& visit, const Route& route) {
    const bool changes = route.method == "POST";
    const bool staff = route.answer == &Site::post_staff;
    if (changes && !staff && visit.request.body.size() > form_max) return Objection{413, "refused"};
    if (changes && !is_our_origin(visit.request)) return Objection{403, "origin"};
    if (changes && !(staff ? is_json(visit.request) : is_form(visit.request))) return Objection{415, "refused"};
    if (!route.asks_shop) return std::nullopt;
    const auto now_ms = clock_.steady_ms();
    if (!per_address_.allow(visit.request.peer, now_ms)) return Objection{429, "too_often"};
    const auto browser = visit.session ? std::string_view(visit.session->secret()) : visit.form.get("browser");
    // By its address: the phone's id is sent in the clear, and whoever read it must not be able to lock the phone out.
    if (staff && !per_staff_phone_.allow(visit.request.peer, now_ms)) return Objection{429, "too_often"};
    if (changes && !staff && !per_browser_.allow(browser.substr(0, 64), now_ms)) return Objection{429, "too_often"};
    const bool joins = route.answer == &Site::post_join;
    if (joins && !joins_per_address_.allow(visit.request.peer, now_ms)) return Objection{429, "too_often"};
    if (!visit.view.snapshot->shop_open) return Objection{503, "busy"};
    return std::nullopt;
}

const Zone& Site::zone_of(const Settings& settings) {
    if (!zone_ || zone_->name() != settings.zone) {
        auto zone = Zone::named(settings.zone);
        if (!zone) log_error(zone.error(), "phone pages");
        zone_ = zone ? std::move(*zone) : Zone::named("UTC").value();
    }
    return *zone_;
}

}  // namespace xiaoer::phone
