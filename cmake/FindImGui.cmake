# Dear ImGui as Debian packs it, with the SDL_Renderer backend that its archive lacks.
#
# Gives ImGui::ImGui (headers as system headers, so that their warnings are not ours). Two layouts are served:
#   bookworm: imgui_impl_sdlrenderer.{h,cpp}, 1.86; the source is an example in /usr/share/doc/libimgui-dev
#   trixie:   imgui_impl_sdlrenderer2.{h,cpp}, 1.91
# Where documentation was excluded from the machine (containers often do), the source is taken out of the
# package itself: `apt-get download` and `dpkg -x` into the build tree; no rights are needed for that.
# The definition XIAOER_SDLRENDERER2 says which name the backend has.
find_path(ImGui_INCLUDE_DIR imgui.h PATH_SUFFIXES imgui)
find_library(ImGui_LIBRARY imgui)
find_library(ImGui_STB_LIBRARY stb)  # Debian's archive leaves the stb parts to libstb
find_package(SDL2 REQUIRED)
find_package(Freetype REQUIRED)

set(ImGui_DOCS /usr/share/doc/libimgui-dev CACHE PATH "Where the package's examples are")
set(imgui_backend_names imgui_impl_sdlrenderer2 imgui_impl_sdlrenderer)
list(TRANSFORM imgui_backend_names APPEND .h OUTPUT_VARIABLE imgui_backend_headers)
list(TRANSFORM imgui_backend_names APPEND .cpp OUTPUT_VARIABLE imgui_backend_sources)

find_path(ImGui_BACKEND_DIR NAMES ${imgui_backend_headers} HINTS ${ImGui_INCLUDE_DIR} PATH_SUFFIXES backends imgui/backends)
find_file(ImGui_BACKEND_SOURCE NAMES ${imgui_backend_sources}
          PATHS ${ImGui_DOCS}/examples/backends ${ImGui_DOCS}/backends ${ImGui_BACKEND_DIR} NO_DEFAULT_PATH)

if(NOT ImGui_BACKEND_SOURCE AND ImGui_INCLUDE_DIR)
  set(imgui_package ${CMAKE_BINARY_DIR}/libimgui-dev)
  file(MAKE_DIRECTORY ${imgui_package})
  execute_process(COMMAND dpkg-query -W -f "\${Version}" libimgui-dev OUTPUT_VARIABLE imgui_version ERROR_QUIET)
  execute_process(COMMAND apt-get download libimgui-dev=${imgui_version} WORKING_DIRECTORY ${imgui_package}
                  OUTPUT_QUIET ERROR_QUIET)
  file(GLOB imgui_archives ${imgui_package}/*.deb)
  foreach(archive IN LISTS imgui_archives)
    execute_process(COMMAND dpkg -x ${archive} ${imgui_package})
  endforeach()
  find_file(ImGui_BACKEND_SOURCE NAMES ${imgui_backend_sources}
            PATHS ${imgui_package}/usr/share/doc/libimgui-dev/examples/backends NO_DEFAULT_PATH)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(ImGui
  REQUIRED_VARS ImGui_LIBRARY ImGui_INCLUDE_DIR ImGui_BACKEND_DIR ImGui_BACKEND_SOURCE
  REASON_FAILURE_MESSAGE "install libimgui-dev: its SDL_Renderer backend is in the package's examples")

if(ImGui_FOUND AND NOT TARGET ImGui::ImGui)
  add_library(imgui_backend STATIC ${ImGui_BACKEND_SOURCE})
  target_include_directories(imgui_backend SYSTEM PUBLIC ${ImGui_INCLUDE_DIR} ${ImGui_BACKEND_DIR})
  target_compile_options(imgui_backend PRIVATE -w)
  target_link_libraries(imgui_backend PUBLIC ${ImGui_LIBRARY} SDL2::SDL2 Freetype::Freetype)
  if(ImGui_STB_LIBRARY)
    target_link_libraries(imgui_backend PUBLIC ${ImGui_STB_LIBRARY})
  endif()
  if(ImGui_BACKEND_SOURCE MATCHES "sdlrenderer2")
    target_compile_definitions(imgui_backend PUBLIC XIAOER_SDLRENDERER2)
  endif()
  add_library(ImGui::ImGui ALIAS imgui_backend)
endif()
mark_as_advanced(ImGui_INCLUDE_DIR ImGui_LIBRARY ImGui_STB_LIBRARY ImGui_BACKEND_DIR ImGui_BACKEND_SOURCE)
