#include "ui/window.h"

#include "base/file.h"
#include "ui/imgui_texture.h"
#include "ui/png.h"

#include <SDL.h>
#include <imgui.h>
#include <imgui_freetype.h>
#ifdef XIAOER_SDLRENDERER2
#include <imgui_impl_sdlrenderer2.h>
#else
#include <imgui_impl_sdlrenderer.h>
#endif

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string_view>

namespace xiaoer::ui {
namespace {

void render_draw_data(SDL_Renderer* renderer) {
#ifdef XIAOER_SDLRENDERER2
    ImGui_ImplSDLRenderer2_RenderDrawData(ImGui::GetDrawData(), renderer);
#else
    (void)renderer;
    ImGui_ImplSDLRenderer_RenderDrawData(ImGui::GetDrawData());
#endif
}

// A keyboard-wedge scanner types digits; under a Chinese input method only raw keys arrive whole, so text input is
// off and keys are read. A layout whose upper row needs Shift is met by the key's place.
std::optional<Input> read_key(const SDL_KeyboardEvent& event) {
    Input input{Input::Kind::key, 0, 0, 0, static_cast<std::int64_t>(event.timestamp)};
    if ((event.keysym.mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI)) != 0) return std::nullopt;
    const auto symbol = event.keysym.sym;
    const auto place = event.keysym.scancode;
    if (symbol == SDLK_RETURN || symbol == SDLK_KP_ENTER) {
        input.kind = Input::Kind::enter;
    } else if (symbol >= SDLK_0 && symbol <= SDLK_9) {
        input.key = static_cast<char>('0' + (symbol - SDLK_0));
    } else if (place >= SDL_SCANCODE_KP_1 && place <= SDL_SCANCODE_KP_0) {
        input.key = static_cast<char>('0' + (place - SDL_SCANCODE_KP_1 + 1) % 10);
    } else if (place >= SDL_SCANCODE_1 && place <= SDL_SCANCODE_0) {
        input.key = static_cast<char>('0' + (place - SDL_SCANCODE_1 + 1) % 10);
    } else if (symbol > SDLK_SPACE && symbol < SDLK_DELETE) {
        const bool upper = (event.keysym.mod & KMOD_SHIFT) != 0 && symbol >= SDLK_a && symbol <= SDLK_z;
        input.key = static_cast<char>(upper ? symbol - SDLK_a + 'A' : symbol);
    } else {
        return std::nullopt;  // Shift, Tab, arrows: they write nothing and mean nothing here
    }
    return input;
}

// Which window it is about; 0 for none.
std::uint32_t window_of(const SDL_Event& event) {
    switch (event.type) {
        case SDL_KEYDOWN: return event.key.windowID;
        case SDL_MOUSEMOTION: return event.motion.windowID;
        case SDL_MOUSEBUTTONDOWN:
        case SDL_MOUSEBUTTONUP: return event.button.windowID;
        case SDL_WINDOWEVENT: return event.window.windowID;
        default: return 0;
    }
}

std::optional<Input> read_event(const SDL_Event& event) {
    const auto at = static_cast<std::int64_t>(event.common.timestamp);
    switch (event.type) {
        case SDL_QUIT: return Input{Input::Kind::quit, 0, 0, 0, at};
        case SDL_KEYDOWN: return read_key(event.key);
        case SDL_MOUSEMOTION:
            return Input{Input::Kind::move, static_cast<float>(event.motion.x), static_cast<float>(event.motion.y), 0,
                         at};
        case SDL_MOUSEBUTTONDOWN:
        case SDL_MOUSEBUTTONUP:
            if (event.button.button != SDL_BUTTON_LEFT) return std::nullopt;
            return Input{event.type == SDL_MOUSEBUTTONDOWN ? Input::Kind::press : Input::Kind::release,
                         static_cast<float>(event.button.x), static_cast<float>(event.button.y), 0, at};
        case SDL_WINDOWEVENT: {
            const auto what = event.window.event;
            const bool moved = what == SDL_WINDOWEVENT_MOVED || what == SDL_WINDOWEVENT_DISPLAY_CHANGED;
            return Input{what == SDL_WINDOWEVENT_CLOSE ? Input::Kind::quit
                         : moved                       ? Input::Kind::moved
                                                       : Input::Kind::redraw,
                         0, 0, 0, at};
        }
        default: return std::nullopt;
    }
}

// With no display SDL would poll every millisecond and a still screen must cost nothing, so there a condition
// variable is waited for; with one, an event of SDL's own queue.
struct Waking {
    std::mutex mutex;
    std::condition_variable woken;
    bool asked = false;
    bool closed = false;
    std::uint32_t event = 0;  // SDL's number for it; 0 without a display

    void wake() {
        {
            const std::lock_guard lock(mutex);
            if (closed) return;
            asked = true;
            if (event != 0) {
                SDL_Event sent{};
                sent.type = event;
                SDL_PushEvent(&sent);
            }
        }
        woken.notify_one();
    }
    void wait(int timeout_ms) {
        std::unique_lock lock(mutex);
        woken.wait_for(lock, std::chrono::milliseconds(timeout_ms), [this] { return asked; });
        asked = false;
    }
    void close() {
        const std::lock_guard lock(mutex);
        closed = true;
    }
};

}  // namespace

namespace {

// Each window has a Dear ImGui of its own: a poster is drawn between two frames of the counter.
class Current {
public:
    explicit Current(ImGuiContext* context) : before_(ImGui::GetCurrentContext()) { ImGui::SetCurrentContext(context); }
    ~Current() { ImGui::SetCurrentContext(before_); }
    Current(const Current&) = delete;
    Current& operator=(const Current&) = delete;

private:
    ImGuiContext* before_;
};

}  // namespace

struct Window::Inside {
    ImGuiContext* context = nullptr;
    WindowKind kind = WindowKind::offscreen;
    SDL_Window* window = nullptr;
    std::optional<Place> place{};  // of a placed one
    SDL_Surface* canvas = nullptr;
    SDL_Renderer* renderer = nullptr;
    std::unique_ptr<Fonts> fonts;
    std::unique_ptr<Atlas> atlas;
    std::shared_ptr<Waking> waking = std::make_shared<Waking>();

    Inside() = default;
    Inside(const Inside&) = delete;
    ~Inside() {
        waking->close();
        if (context != nullptr) {
            const Current current(context);
            drop_canvas();
        }
        if (context != nullptr) ImGui::DestroyContext(context);
        if (window != nullptr) SDL_DestroyWindow(window);
        if (kind != WindowKind::offscreen) SDL_QuitSubSystem(SDL_INIT_VIDEO);
    }

    void drop_canvas() {
        atlas.reset();
        if (renderer != nullptr) {
#ifdef XIAOER_SDLRENDERER2
            ImGui_ImplSDLRenderer2_Shutdown();
#else
            ImGui_ImplSDLRenderer_Shutdown();
#endif
            SDL_DestroyRenderer(renderer);
        }
        if (canvas != nullptr) SDL_FreeSurface(canvas);
        renderer = nullptr, canvas = nullptr;
    }

    Result<void> open_window(const WindowOptions& options) {
        if (kind == WindowKind::offscreen) return {};
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
        SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
        SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
        if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0)
            return Error{ErrorCode::unreachable, std::string("no display: ") + SDL_GetError()};
        SDL_StopTextInput();
        const bool fullscreen = kind == WindowKind::fullscreen;
        if (options.placed)
            window = SDL_CreateWindow("小二", SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED, options.width,
                                      options.height, SDL_WINDOW_BORDERLESS | SDL_WINDOW_HIDDEN);
        else
            window =
                SDL_CreateWindow("小二", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, options.width, options.height,
                                 fullscreen ? SDL_WINDOW_FULLSCREEN_DESKTOP : SDL_WINDOW_RESIZABLE);
        if (window == nullptr) return Error{ErrorCode::unreachable, std::string("no window: ") + SDL_GetError()};
        if (options.placed) put(options.place);
        if (fullscreen) SDL_ShowCursor(SDL_DISABLE);
        waking->event = SDL_RegisterEvents(1);
        return {};
    }

    // Elsewhere than on X a program may not say where its windows are, only on which display they fill the whole.
    void put(const std::optional<Place>& where) {
        place = where;
        if (window == nullptr) return;
        if (!place) return SDL_HideWindow(window);
        const char* driver = SDL_GetCurrentVideoDriver();
        const bool on_x = driver != nullptr && std::string_view(driver) == "x11";
        if (!on_x) SDL_SetWindowFullscreen(window, 0);
        SDL_SetWindowPosition(window, place->x, place->y);
        SDL_SetWindowSize(window, place->width, place->height);
        SDL_ShowWindow(window);
        if (!on_x) SDL_SetWindowFullscreen(window, SDL_WINDOW_FULLSCREEN_DESKTOP);
    }

    Result<void> make_canvas(int width, int height) {
        const Current current(context);
        drop_canvas();
        canvas = SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888);
        if (canvas != nullptr) renderer = SDL_CreateSoftwareRenderer(canvas);
        if (renderer == nullptr) return io_error(std::string("no software renderer: ") + SDL_GetError());
#ifdef XIAOER_SDLRENDERER2
        ImGui_ImplSDLRenderer2_Init(renderer);
#else
        ImGui_ImplSDLRenderer_Init(renderer);
#endif
        atlas = std::make_unique<Atlas>(renderer);
        return {};
    }

    // Dear ImGui insists on a font of its own; it gets one glyph that is never shown.
    void start_imgui() {
        context = ImGui::CreateContext();
        const Current current(context);
        auto& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.LogFilename = nullptr;
        io.Fonts->Flags |= ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoBakedLines;
        io.Fonts->FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
        static const std::array<ImWchar, 3> only_space{' ', ' ', 0};
        ImFontConfig config;
        config.GlyphRanges = only_space.data();
        config.SizePixels = 13;
        io.Fonts->AddFontDefault(&config);
        io.Fonts->Build();
    }

    // White pixels for lines and fills come from the same page as glyphs: fewer changes of texture.
    void lend_white_pixel() const {
        const auto white = atlas->white();
        auto& fonts_of_imgui = *ImGui::GetIO().Fonts;
        fonts_of_imgui.TexUvWhitePixel = ImVec2(static_cast<float>(white.x + 2) / static_cast<float>(white.page_w),
                                                static_cast<float>(white.y + 2) / static_cast<float>(white.page_h));
        fonts_of_imgui.SetTexID(imgui_texture(white.texture));
    }
};

Window::Window(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Window::~Window() = default;

Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
    auto inside = std::make_unique<Inside>();
    inside->kind = options.kind;
    XIAOER_TRY_ASSIGN(inside->fonts, Fonts::open());
    XIAOER_TRY(inside->open_window(options));
    inside->start_imgui();
    int width = options.width, height = options.height;
    if (inside->window != nullptr) SDL_GetWindowSize(inside->window, &width, &height);
    XIAOER_TRY(inside->make_canvas(width, height));
    return std::unique_ptr<Window>(new Window(std::move(inside)));
}

std::uint32_t Window::id() const { return inside_->window != nullptr ? SDL_GetWindowID(inside_->window) : 0; }

void Window::put(const std::optional<Place>& place) { inside_->put(place); }

bool Window::is_within_its_place() const {
    if (inside_->window == nullptr || !inside_->place) return true;
    Place now;
    SDL_GetWindowPosition(inside_->window, &now.x, &now.y);
    SDL_GetWindowSize(inside_->window, &now.width, &now.height);
    const auto& place = *inside_->place;
    return now.x >= place.x && now.y >= place.y && now.x + now.width <= place.x + place.width &&
           now.y + now.height <= place.y + place.height;
}

int Window::width() const { return inside_->canvas->w; }
int Window::height() const { return inside_->canvas->h; }
Fonts& Window::fonts() { return *inside_->fonts; }
Atlas& Window::atlas() { return *inside_->atlas; }

std::vector<Input> Window::wait(int timeout_ms) {
    std::vector<Input> inputs;
    if (inside_->kind == WindowKind::offscreen) {
        inside_->waking->wait(timeout_ms);
        return inputs;
    }
    SDL_Event event;
    if (SDL_WaitEventTimeout(&event, timeout_ms) == 0) return inputs;
    do {
        auto input = read_event(event);
        if (!input) continue;
        input->window = window_of(event);
        // Of a pointer on its way only the last place matters.
        if (input->kind == Input::Kind::move && !inputs.empty() && inputs.back().kind == Input::Kind::move &&
            inputs.back().window == input->window)
            inputs.pop_back();
        inputs.push_back(*input);
    } while (SDL_PollEvent(&event) != 0);
    return inputs;
}

std::function<void()> Window::waker() const {
    return [waking = inside_->waking] { waking->wake(); };
}

void Window::frame(const Input& input, const std::function<void()>& draw) {
    const Current current(inside_->context);
    if (inside_->window != nullptr) {
        int width = 0, height = 0;
        SDL_GetWindowSize(inside_->window, &width, &height);
        if (width != inside_->canvas->w || height != inside_->canvas->h) inside_->make_canvas(width, height).value();
    }
    auto& io = ImGui::GetIO();
    io.DisplaySize = ImVec2(static_cast<float>(width()), static_cast<float>(height()));
    io.DeltaTime = 1.0F / 60;
    using Kind = Input::Kind;
    if (input.kind == Kind::press || input.kind == Kind::move || input.kind == Kind::release)
        io.MousePos = ImVec2(input.x, input.y);
    if (input.kind == Kind::press) io.MouseDown[0] = true;
    if (input.kind == Kind::release) io.MouseDown[0] = false;
    inside_->atlas->tidy();
    inside_->lend_white_pixel();
    ImGui::NewFrame();
    draw();
    ImGui::Render();
}

void Window::present() {
    const Current current(inside_->context);
    SDL_SetRenderDrawColor(inside_->renderer, colour::paper.r, colour::paper.g, colour::paper.b, 255);
    SDL_RenderClear(inside_->renderer);
    render_draw_data(inside_->renderer);
    SDL_RenderFlush(inside_->renderer);
    inside_->fonts->rest();
    if (inside_->window == nullptr) return;
    auto* surface = SDL_GetWindowSurface(inside_->window);
    if (surface == nullptr) return;
    SDL_SetSurfaceBlendMode(inside_->canvas, SDL_BLENDMODE_NONE);
    SDL_BlitSurface(inside_->canvas, nullptr, surface, nullptr);
    SDL_UpdateWindowSurface(inside_->window);
}

Result<Bytes> Window::png() const {
    const auto& canvas = *inside_->canvas;
    const auto* pixels = static_cast<const std::uint32_t*>(canvas.pixels);
    const auto count = static_cast<std::size_t>(canvas.w) * static_cast<std::size_t>(canvas.h);
    XIAOER_ASSERT(canvas.pitch == canvas.w * 4);
    return png_of({pixels, count}, canvas.w, canvas.h);
}

Result<void> Window::save_png(const std::filesystem::path& path) const {
    XIAOER_TRY_ASSIGN(const auto bytes, png());
    return write_file(path, bytes);
}

}  // namespace xiaoer::ui
