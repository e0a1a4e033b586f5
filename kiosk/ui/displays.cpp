#include "ui/displays.h"

#include <SDL.h>
#include <X11/Xlib.h>
#include <X11/extensions/Xrandr.h>

#include <algorithm>
#include <string_view>

namespace xiaoer::ui {
namespace {

bool overlap(const Place& a, const Place& b) {
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

const Display* named(const std::vector<Display>& displays, std::string_view name) {
    const auto found = std::ranges::find(displays, name, &Display::name);
    return found == displays.end() ? nullptr : &*found;
}

std::vector<Display> displays_of_sdl() {
    std::vector<Display> displays;
    for (int i = 0; i < SDL_GetNumVideoDisplays(); ++i) {
        SDL_Rect bounds{};
        const char* name = SDL_GetDisplayName(i);
        if (SDL_GetDisplayBounds(i, &bounds) == 0)
            displays.push_back({name != nullptr ? name : "", {bounds.x, bounds.y, bounds.w, bounds.h}});
    }
    return displays;
}

}  // namespace

Seats seats_of(const std::vector<Display>& displays, const ScreensWish& wish) {
    Seats seats;
    const auto* desk = named(displays, wish.desk);
    const auto* customers = wish.customers.empty() ? nullptr : named(displays, wish.customers);
    if (wish.customers.empty()) {
        for (const auto& one : displays) {
            if (&one == desk) continue;
            customers = &one;
            break;
        }
    }
    if (customers != nullptr) seats.customers = customers->place;
    if (desk != nullptr && desk != customers && (!customers || !overlap(desk->place, customers->place)))
        seats.desk = desk->place;
    return seats;
}

struct Displays::Inside {
    ::Display* x = nullptr;  // a connection of its own; nullptr where the windows are not X's
    Inside() = default;
    Inside(const Inside&) = delete;
    ~Inside() {
        if (x != nullptr) XCloseDisplay(x);
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    }
};

Displays::Displays(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Displays::~Displays() = default;

Result<std::unique_ptr<Displays>> Displays::open() {
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0)
        return Error{ErrorCode::unreachable, std::string("no display: ") + SDL_GetError()};
    auto inside = std::make_unique<Inside>();
    const char* driver = SDL_GetCurrentVideoDriver();
    if (driver != nullptr && std::string_view(driver) == "x11") inside->x = XOpenDisplay(nullptr);
    return std::unique_ptr<Displays>(new Displays(std::move(inside)));
}

std::vector<Display> Displays::now() {
    if (inside_->x == nullptr) return displays_of_sdl();
    std::vector<Display> displays;
    int count = 0;
    auto* monitors = XRRGetMonitors(inside_->x, XDefaultRootWindow(inside_->x), True, &count);
    for (int i = 0; monitors != nullptr && i < count; ++i) {
        char* name = XGetAtomName(inside_->x, monitors[i].name);
        displays.push_back(
            {name != nullptr ? name : "", {monitors[i].x, monitors[i].y, monitors[i].width, monitors[i].height}});
        if (name != nullptr) XFree(name);
    }
    if (monitors != nullptr) XRRFreeMonitors(monitors);
    return displays;
}

}  // namespace xiaoer::ui
