// A phone in somebody's hand: a real Chromium of a phone's size, and every touch counted. Test thread only.
#pragma once

#include "tests/flows/fresh_machine.h"
#include "tests/flows/webdriver.h"

#include <cstdlib>

namespace xiaoer::flows {

class Hand {
public:
    Hand(int width, int height, const Words& flags = {}) : phone(flags) { phone.be_phone(width, height); }

    void touch(const std::string& css) {
        phone.wait_for(css, patience);
        phone.click(css);
        ++touches;
    }
    // The staff page's button of this name, and the view that follows.
    void act(const std::string& name, const std::string& view = {}) {
        touch("[data-act=" + name + "]");
        if (!view.empty()) wait_for_view(view);
    }
    // Says what stands on the page instead, because nobody else was looking.
    void wait_for_view(const std::string& view) {
        const auto shown = [&] { return phone.has("main[data-view=" + view + "]"); };
        if (!becomes_true(shown, patience))
            throw FlowFailure("no view " + view + " but at " + phone.url() + ": " + phone.text("body"));
    }
    // Sets a field as a keyboard does, also where something stands already.
    void write(const std::string& css, const std::string& value) {
        phone.wait_for(css, patience);
        (void)phone.run_script("var e = document.querySelector(" + canonical(Json(css)) +
                               "); e.value = " + canonical(Json(value)) + "; e.dispatchEvent(new Event('input'));");
    }
    void wait_for_text(const std::string& text) {
        const auto script = "return document.body.innerText.indexOf(" + canonical(Json(text)) + ") >= 0";
        if (!becomes_true([&] { return phone.run_script(script) == Json(true); }, patience))
            throw FlowFailure("no \"" + text + "\" at " + phone.url() + ": " + phone.text("body"));
    }
    // Opens what a code on the screen says, in the language that the tests read.
    void scan(const std::string& url) {
        const auto key = url.find('#');
        phone.open(url.substr(0, key) + "?lang=zh-Hans" + (key == std::string::npos ? "" : url.substr(key)));
    }
    // What the code in this element says.
    std::string code(const std::string& css) {
        phone.wait_for(css, patience);
        test::TemporaryFolder folder;
        const auto file = folder / "code.png";
        std::ofstream(file, std::ios::binary) << text_of(phone.picture(css));
        const auto read = run({"zbarimg", "--quiet", "--raw", "--nodbus", file.string()});
        if (read.exit_code != 0) throw FlowFailure("no code in " + css + ": " + read.output);
        return read.output.substr(0, read.output.find('\n'));
    }
    // For people to look at, where XIAOER_PICTURES names a folder.
    void keep_picture(const std::string& name) {
        const char* folder = std::getenv("XIAOER_PICTURES");
        if (folder == nullptr) return;
        const auto shot =
            phone.developer_tools("Page.captureScreenshot", Json::Object{{"captureBeyondViewport", true}});
        const auto png = from_base64(*shot.find("data")->string());
        if (png) std::ofstream(std::string(folder) + "/" + name + ".png", std::ios::binary) << text_of(*png);
    }

    Browser phone;
    int touches = 0;
};

}  // namespace xiaoer::flows
