// A texture of SDL's as Dear ImGui names it: a pointer in 1.86, an integer from 1.91.4 on. Only for files that
// include <imgui.h>; UI thread.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <type_traits>

struct SDL_Texture;

namespace xiaoer::ui {

template <class Id>
[[nodiscard]] Id texture_as(SDL_Texture* texture) {
    if constexpr (std::is_pointer_v<Id>)
        return texture;
    else
        return static_cast<Id>(reinterpret_cast<std::uintptr_t>(texture));
}
[[nodiscard]] inline ImTextureID imgui_texture(SDL_Texture* texture) { return texture_as<ImTextureID>(texture); }

}  // namespace xiaoer::ui
