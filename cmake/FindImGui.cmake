# ImGui::ImGui from Debian's libimgui-dev (placeholder written first; the ui room completes it).
find_package(PkgConfig REQUIRED)
pkg_check_modules(PC_ImGui REQUIRED IMPORTED_TARGET imgui)
if(NOT TARGET ImGui::ImGui)
  add_library(ImGui::ImGui ALIAS PkgConfig::PC_ImGui)
endif()
set(ImGui_FOUND TRUE)
