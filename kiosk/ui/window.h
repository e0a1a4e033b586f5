// The window: fullscreen, windowed, or a picture in memory with no display at all.
//
// Everything is drawn by SDL's software renderer into one canvas and then copied to the window, so that all three
// show the same pixels and a screenshot costs no drawing. `SDL_FRAMEBUFFER_ACCELERATION=0` keeps Mesa out (it alone
// is 80 MB). Dear ImGui runs on inputs that are handed to `frame`, one frame an input, so that a press and its
// release are never lost between two frames. UI thread, but for what waker() gives.
#pragma once

#include "base/bytes.h"
#include "ui/atlas.h"
#include "ui/displays.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

namespace xiaoer::ui {

enum class WindowKind { fullscreen, windowed, offscreen };

struct WindowOptions {
    WindowKind kind = WindowKind::fullscreen;
    int width = 1920;  // of a windowed or offscreen one, pixels
    int height = 1080;
    // Of a machine with two displays: without a frame, exactly there, or hidden at first.
    bool placed = false;
    std::optional<Place> place{};
};

struct Input {
    enum class Kind { press, move, release, key, enter, redraw, moved, quit };  // moved: the window itself
    Kind kind = Kind::redraw;
    float x = 0, y = 0;        // of the pointer, pixels
    char key = 0;              // of a key: the ASCII character it writes
    std::int64_t at_ms = 0;    // steady; only differences mean something
    std::uint32_t window = 0;  // Window::id(); 0: of none
};

class Window {
public:
    // Errors: unreachable when there is no display, io when a font is missing.
    [[nodiscard]] static Result<std::unique_ptr<Window>> open(const WindowOptions& options);
    ~Window();

    [[nodiscard]] int width() const;
    [[nodiscard]] int height() const;
    [[nodiscard]] Fonts& fonts();
    [[nodiscard]] Atlas& atlas();

    [[nodiscard]] std::uint32_t id() const;

    // Shows a placed window there, or nowhere.
    void put(const std::optional<Place>& place);
    // Whether a placed window is nowhere but where it was put; the window system may think otherwise.
    [[nodiscard]] bool is_within_its_place() const;

    // Waits for an input or a call of the waker, at most `timeout_ms`. Returns: what came, in order, of whichever
    // window.
    [[nodiscard]] std::vector<Input> wait(int timeout_ms);
    // A call that ends a wait(): from any thread, and still safe when the window is gone.
    [[nodiscard]] std::function<void()> waker() const;

    // One frame of Dear ImGui with `input` applied; `draw` fills it. No pixel changes yet.
    void frame(const Input& input, const std::function<void()>& draw);
    // The last frame's pixels, on the canvas and in the window.
    void present();
    // The canvas as a PNG file's bytes. Errors: io.
    [[nodiscard]] Result<Bytes> png() const;
    // Errors: io. Returns: after the file is written.
    [[nodiscard]] Result<void> save_png(const std::filesystem::path& path) const;

private:
    struct Inside;
    explicit Window(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace xiaoer::ui
