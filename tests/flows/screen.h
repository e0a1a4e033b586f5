// A screen without a monitor (Xvfb): what stands on it is read from its memory, what a person or a scanner would do
// comes by xdotool. Test thread only. Throws FlowFailure.
#pragma once

#include "base/bytes.h"
#include "tests/flows/process.h"
#include "tests/support/temporary_folder.h"

namespace xiaoer::flows {

struct Picture {
    int width = 0;
    int height = 0;
    Bytes rgb;  // three bytes a pixel, row by row

    friend bool operator==(const Picture&, const Picture&) = default;
};

// What every QR code and barcode in the picture says, by zbarimg; in no order.
[[nodiscard]] std::vector<std::string> read_codes(const Picture& picture);

class Screen {
public:
    Screen(int width, int height);

    // For whoever shall draw on it.
    [[nodiscard]] Environment environment() const { return {{"DISPLAY", display_}, {"WAYLAND_DISPLAY", ""}}; }
    [[nodiscard]] Picture picture() const;

    void click(int x, int y);
    // Pressed at the first point, moved through the others, lifted at the last.
    void drag(const std::vector<std::pair<int, int>>& points);
    void type(const std::string& text);  // at a scanner's pace
    void press(const std::string& key);  // "Return", "Tab"…
    // What a wedge scanner does: the characters, then Return.
    void scan(const std::string& text) { type(text), press("Return"); }

private:
    void xdotool(Words words);

    test::TemporaryFolder memory_;  // where Xvfb keeps the pixels: it goes after Xvfb
    Process server_;
    std::string display_;
};

}  // namespace xiaoer::flows
