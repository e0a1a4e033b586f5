#include "tests/flows/webdriver.h"

#include "tests/support/http_client.h"

namespace xiaoer::flows {
namespace {

// WebDriver §12.1: the key that an element's reference has in JSON.
constexpr auto element_key = "element-6066-11e4-a52e-4f735466cecf";

// The pipe, because a bare machine may have no /etc/hosts and so no name "localhost" for chromedriver to connect to.
Json capabilities(const std::string& profile, const Words& more) {
    Json::Array flags;
    for (const auto* flag :
         {"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run",
          "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-proxy-server",
          "--remote-debugging-pipe", "--window-size=400,860"}) {
        flags.emplace_back(flag);
    }
    flags.emplace_back("--user-data-dir=" + profile);
    for (const auto& flag : more) flags.emplace_back(flag);
    const Json options(Json::Object{{"args", Json(std::move(flags))}});
    const Json wanted(Json::Object{{"browserName", Json("chrome")}, {"goog:chromeOptions", options}});
    return Json::Object{{"capabilities", Json(Json::Object{{"alwaysMatch", wanted}})}};
}

std::string text_of_member(const Json& json, std::string_view key) {
    const auto* member = json.find(key);
    if (member == nullptr || member->string() == nullptr) throw FlowFailure("no " + std::string(key) + " in an answer");
    return *member->string();
}

}  // namespace

Browser::Browser(const Words& flags)
    : port_(free_port()), driver_({"chromedriver", "--port=" + std::to_string(port_)}) {
    driver_.wait_for_output("started successfully", 30s);
    session_ = text_of_member(call("POST", "/session", capabilities(profile_.path().string(), flags)), "sessionId");
}

Browser::~Browser() { (void)test::http(port_, "DELETE", "/session/" + session_); }

void Browser::be_phone(int width, int height) {
    const Json size(
        Json::Object{{"width", width}, {"height", height}, {"deviceScaleFactor", 1}, {"mobile", Json(true)}});
    in_session("POST", "/goog/cdp/execute",
               Json::Object{{"cmd", Json("Emulation.setDeviceMetricsOverride")}, {"params", size}});
}

void Browser::open(const std::string& url) { in_session("POST", "/url", Json::Object{{"url", Json(url)}}); }

std::string Browser::url() { return *in_session("GET", "/url").string(); }

std::string Browser::text(const std::string& css) { return *in_session("GET", element(css) + "/text").string(); }

void Browser::click(const std::string& css) {
    std::string in_the_way;
    const auto clicked = [&] {
        const auto reply = try_click(css);
        in_the_way = reply.value_or("");
        return !reply;
    };
    if (!becomes_true(clicked, 10s)) throw FlowFailure("chromedriver: " + in_the_way);
}

// WebDriver §12.4.1 scrolls to the edge of the view only, where a page's bar may cover what is to be touched; and a
// page that gets its lines later moves or replaces it between the two.
std::optional<std::string> Browser::try_click(const std::string& css) {
    try {
        const auto found = element(css);
        (void)run_script("var e = document.querySelector(" + canonical(Json(css)) +
                         "); if (e) e.scrollIntoView({block: 'center'});");
        in_session("POST", found + "/click");
        return {};
    } catch (const FlowFailure& failure) {
        const std::string what = failure.what();
        if (what.find("click intercepted") == what.npos && what.find("stale element") == what.npos) throw;
        return what;
    }
}

void Browser::type(const std::string& css, const std::string& text) {
    in_session("POST", element(css) + "/value", Json::Object{{"text", Json(text)}});
}

Bytes Browser::picture(const std::string& css) {
    auto png = from_base64(*in_session("GET", element(css) + "/screenshot").string());
    if (!png) throw FlowFailure("a picture that is no base64");
    return std::move(*png);
}

void Browser::wait_for(const std::string& css, Duration timeout) {
    wait_until(
        css + " on the page", [&] { return has(css); }, timeout);
}

bool Browser::has(const std::string& css) {
    const Json search(Json::Object{{"using", Json("css selector")}, {"value", Json(css)}});
    return !in_session("POST", "/elements", search).array()->empty();
}

Json Browser::run_script(const std::string& body) {
    return in_session("POST", "/execute/sync", Json::Object{{"script", Json(body)}, {"args", Json(Json::Array{})}});
}

Json Browser::developer_tools(const std::string& command, const Json& parameters) {
    return in_session("POST", "/goog/cdp/execute", Json::Object{{"cmd", Json(command)}, {"params", parameters}});
}

std::string Browser::element(const std::string& css) {
    wait_for(css);
    const Json search(Json::Object{{"using", Json("css selector")}, {"value", Json(css)}});
    return "/element/" + text_of_member(in_session("POST", "/element", search), element_key);
}

Json Browser::in_session(std::string_view method, const std::string& path, const Json& body) {
    return call(method, "/session/" + session_ + path, body);
}

Json Browser::call(std::string_view method, const std::string& path, const Json& body) {
    const auto text = method == "POST" ? canonical(body) : std::string();
    const auto reply = test::http(port_, method, path, {{"Content-Type", "application/json"}}, text);
    const auto json = parse_json(reply.body);
    if (!json)
        throw FlowFailure("chromedriver: " + json.error().message + " in " + reply.body + "\n" + driver_.output());
    const auto* value = json->find("value");
    if (reply.status != 200 || value == nullptr) throw FlowFailure("chromedriver: " + reply.body);
    return *value;
}

}  // namespace xiaoer::flows
