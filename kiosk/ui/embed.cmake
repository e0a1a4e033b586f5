# The words of assets/strings, built into the ui room, so that the one binary runs anywhere.
# The phone room keeps files of its own beside them (phone.<lang>.json); those are not read here.
foreach(language zh-Hans zh-Hant en)
  set(strings_file ${PROJECT_SOURCE_DIR}/assets/strings/${language}.json)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${strings_file})
  file(READ ${strings_file} strings_text)
  string(REPLACE "-" "_" variable "strings_${language}")
  set(${variable} "${strings_text}")
endforeach()
configure_file(${CMAKE_CURRENT_LIST_DIR}/strings_data.cpp.in ${PROJECT_BINARY_DIR}/ui/strings_data.cpp @ONLY)
target_sources(ui PRIVATE ${PROJECT_BINARY_DIR}/ui/strings_data.cpp)
