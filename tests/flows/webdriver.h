// A real Chromium, driven as a customer's phone: the W3C WebDriver protocol, spoken to chromedriver over loopback.
// Test thread only. Throws FlowFailure.
#pragma once

#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/json.h"
#include "tests/flows/process.h"
#include "tests/support/temporary_folder.h"

namespace xiaoer::flows {

class Browser {
public:
    // Headless, with a new empty profile, in a window of a phone's size; it asks nobody on the internet for anything.
    // `flags`: more of Chromium's.
    explicit Browser(const Words& flags = {});
    ~Browser();

    // From now on a phone of this size, in CSS pixels.
    void be_phone(int width, int height);
    void open(const std::string& url);
    [[nodiscard]] std::string url();

    // Elements by CSS selector, the first that is there; each waits up to ten seconds for it.
    [[nodiscard]] std::string text(const std::string& css);  // as it is seen
    // Brings it to the middle first; what lies over it, or takes its place meanwhile, has ten seconds to go.
    void click(const std::string& css);
    void type(const std::string& css, const std::string& text);
    // The element alone, as a PNG.
    [[nodiscard]] Bytes picture(const std::string& css);
    void wait_for(const std::string& css, Duration timeout = 10s);
    [[nodiscard]] bool has(const std::string& css);

    // The body of a function: "return document.title". Numbers must be whole.
    [[nodiscard]] Json run_script(const std::string& body);
    // A command of the DevTools protocol to this page: "Network.setCacheDisabled", {"cacheDisabled": true}.
    Json developer_tools(const std::string& command, const Json& parameters = Json::Object{});

private:
    Json call(std::string_view method, const std::string& path, const Json& body);
    Json in_session(std::string_view method, const std::string& path, const Json& body = Json::Object{});
    [[nodiscard]] std::string element(const std::string& css);
    // What stood in the way, if anything did.
    [[nodiscard]] std::optional<std::string> try_click(const std::string& css);

    test::TemporaryFolder profile_;
    std::uint16_t port_;
    Process driver_;
    std::string session_;
};

}  // namespace xiaoer::flows
