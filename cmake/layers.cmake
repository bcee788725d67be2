# SPDX-License-Identifier: GPL-3.0-or-later
# One static library per line of src/LAYERS, linked to the layers that line names and to nothing else of ours.

# boswell_layer(<name> [<outside library>...]): the library of src/<name>, from every .cpp in it.
function(boswell_layer name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/${name}/*.cpp")
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  if(NOT sources)
    return()
  endif()
  add_library(boswell_${name} STATIC ${sources})
  target_include_directories(boswell_${name} PUBLIC "${PROJECT_SOURCE_DIR}/src")
  file(STRINGS "${PROJECT_SOURCE_DIR}/src/LAYERS" line REGEX "^${name}:")
  string(REGEX REPLACE "^${name}:" "" below "${line}")
  separate_arguments(below UNIX_COMMAND "${below}")
  foreach(layer IN LISTS below)
    target_link_libraries(boswell_${name} PUBLIC boswell_${layer})
  endforeach()
  target_link_libraries(boswell_${name} PUBLIC ${ARGN})
endfunction()
