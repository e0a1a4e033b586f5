# xiaoer_room(<name> [FOLDER dir] [DEPENDS room…] [FOREIGN library…] [PRECOMPILE header…] [APART]): a static library
# of every .cpp in the room. DEPENDS are public (a room sees what its rooms see); FOREIGN stays private to the room.
# PRECOMPILE gives a room with a heavy library its own precompiled header; the others share the standard one.
# The files of a room are compiled eight together, because what a fact's or a command's variant expands to costs more
# than the files themselves (a whole build takes half the time); so what two files of a room call by one name in
# their anonymous namespaces must be one thing in a header of theirs. APART compiles each file of the room by itself.
# GCC 12 takes the empty parts of an optimised std::variant or std::function for values that are used, and a
# literal given to a std::string for one that overlaps it: what is truly wrong of that is left to the sanitizers.
# The same goes for bounds that it sees broken in what it has put in itself.
set(XIAOER_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast
    -Wno-maybe-uninitialized -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
if(XIAOER_TESTS)  # a shop's own build does not stop at what its compiler, which may be another, guesses
  list(APPEND XIAOER_WARNINGS -Werror)
endif()
if(XIAOER_FUZZ)  # another compiler, with other opinions; what is right is settled by the one above
  set(XIAOER_WARNINGS)
endif()
set(XIAOER_TOGETHER UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
set(XIAOER_STANDARD_HEADERS <algorithm> <array> <functional> <map> <memory> <optional> <set> <span> <string>
    <string_view> <variant> <vector>)

function(xiaoer_room name)
  cmake_parse_arguments(ROOM "APART" "FOLDER" "DEPENDS;FOREIGN;PRECOMPILE" ${ARGN})
  if(NOT ROOM_FOLDER)
    set(ROOM_FOLDER kiosk/${name})
  endif()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${ROOM_FOLDER}/*.cpp)
  add_library(${name} STATIC ${sources} ${PROJECT_SOURCE_DIR}/cmake/room.cpp)
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR}/kiosk ${PROJECT_SOURCE_DIR})
  target_compile_options(${name} PRIVATE ${XIAOER_WARNINGS})
  target_link_libraries(${name} PUBLIC ${ROOM_DEPENDS} PRIVATE ${ROOM_FOREIGN})
  if(NOT ROOM_APART)
    set_target_properties(${name} PROPERTIES ${XIAOER_TOGETHER})
  endif()
  if(ROOM_PRECOMPILE)
    target_precompile_headers(${name} PRIVATE ${XIAOER_STANDARD_HEADERS} ${ROOM_PRECOMPILE})
  else()
    target_precompile_headers(${name} REUSE_FROM standard)
  endif()
endfunction()

# The standard headers that every room includes, compiled once.
add_library(standard STATIC ${PROJECT_SOURCE_DIR}/cmake/room.cpp)
target_compile_options(standard PRIVATE ${XIAOER_WARNINGS})
target_precompile_headers(standard PRIVATE ${XIAOER_STANDARD_HEADERS})
