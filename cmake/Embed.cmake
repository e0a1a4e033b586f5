# xiaoer_embed(<target> <name> <file>…): puts files into the target as text, so that the one binary needs none of
# them at run time. For each file the header "embedded/<name>.h" declares xiaoer::embedded::<file>(), its contents
# as a std::string_view; characters of the file's name that C++ does not allow become `_`
# (print.zh-Hans.json → print_zh_Hans_json()). A changed file is embedded again by the next build.
function(xiaoer_embed target name)
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/embed/${target})
  set(declarations "")
  set(definitions "")
  foreach(file IN LISTS ARGN)
    cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    cmake_path(GET file FILENAME filename)
    string(MAKE_C_IDENTIFIER ${filename} function)
    # Bytes as numbers: no limit on a literal's length, and nothing in the file can end it early.
    file(READ ${file} bytes HEX)
    string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${bytes}")
    string(APPEND declarations "[[nodiscard]] std::string_view ${function}();\n")
    string(APPEND definitions "namespace { constexpr char bytes_of_${function}[] = {${bytes}'\\0'}; }\n"
           "std::string_view ${function}() { return {bytes_of_${function}, sizeof bytes_of_${function} - 1}; }\n")
  endforeach()
  file(CONFIGURE OUTPUT ${folder}/embedded/${name}.h @ONLY CONTENT
       "#pragma once\n#include <string_view>\nnamespace xiaoer::embedded {\n${declarations}}\n")
  file(CONFIGURE OUTPUT ${folder}/${name}.cpp @ONLY CONTENT
       "#include \"embedded/${name}.h\"\nnamespace xiaoer::embedded {\n${definitions}}\n")
  target_sources(${target} PRIVATE ${folder}/${name}.cpp)
  target_include_directories(${target} PRIVATE ${folder})
endfunction()
