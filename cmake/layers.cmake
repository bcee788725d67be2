# SPDX-License-Identifier: GPL-3.0-or-later
# Static libraries of the layers and wings in src/LAYERS, each linked to what its line names and to nothing else of ours.

# The words behind the colon of a layer or wing in src/LAYERS.
function(boswell_layers_below name result)
  file(STRINGS "${PROJECT_SOURCE_DIR}/src/LAYERS" line REGEX "^${name}:")
  string(REGEX REPLACE "^[a-z/]+:" "" below "${line}")
  separate_arguments(below UNIX_COMMAND "${below}")
  set(${result} ${below} PARENT_SCOPE)
endfunction()

# The wings of a layer that stand alone: those that do not name their layer, so that they can be linked without it.
function(boswell_wings layer result)
  set(wings "")
  file(STRINGS "${PROJECT_SOURCE_DIR}/src/LAYERS" lines REGEX "^${layer}/[a-z]+:")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE ":.*" "" wing "${line}")
    boswell_layers_below(${wing} below)
    if(NOT layer IN_LIST below)
      list(APPEND wings ${wing})
    endif()
  endforeach()
  set(${result} ${wings} PARENT_SCOPE)
endfunction()

# boswell_layer(<name> [<outside library>...]): the library of src/<name>, a layer or a wing that stands alone, from every
# .cpp in it. Wings that stand alone come before their layer.
function(boswell_layer name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/${name}/*.cpp")
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  string(REPLACE "/" "_" target "boswell_${name}")
  boswell_layers_below(${name} below)
  boswell_wings(${name} wings)
  foreach(wing IN LISTS wings)
    list(FILTER sources EXCLUDE REGEX "/src/${wing}/")
  endforeach()
  add_library(${target} STATIC ${sources})
  target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}/src")
  foreach(other IN LISTS below wings)
    string(REPLACE "/" "_" other "boswell_${other}")
    target_link_libraries(${target} PUBLIC ${other})
  endforeach()
  target_link_libraries(${target} PUBLIC ${ARGN})
  boswell_precompile(${target} boswell_base)
endfunction()
