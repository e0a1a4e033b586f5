# xiaoer_room(<name> [FOLDER dir] [DEPENDS room…] [FOREIGN library…]): a static library of every .cpp in the room.
# DEPENDS are public (a room sees what its rooms see); FOREIGN stays private to the room.
set(XIAOER_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast -Werror)

function(xiaoer_room name)
  cmake_parse_arguments(ROOM "" "FOLDER" "DEPENDS;FOREIGN" ${ARGN})
  if(NOT ROOM_FOLDER)
    set(ROOM_FOLDER kiosk/${name})
  endif()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${ROOM_FOLDER}/*.cpp)
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR}/kiosk ${PROJECT_SOURCE_DIR})
  target_compile_options(${name} PRIVATE ${XIAOER_WARNINGS})
  target_link_libraries(${name} PUBLIC ${ROOM_DEPENDS} PRIVATE ${ROOM_FOREIGN})
  if(name STREQUAL "base")
    target_precompile_headers(${name} PRIVATE <algorithm> <array> <map> <memory> <optional> <set> <span> <string>
                              <string_view> <variant> <vector>)
  elseif(NOT ROOM_FOREIGN MATCHES "Imgui|imgui")
    target_precompile_headers(${name} REUSE_FROM base)
  endif()
endfunction()
