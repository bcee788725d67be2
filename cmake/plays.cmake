# SPDX-License-Identifier: GPL-3.0-or-later
# Plays: Python files that test whole programs against real servers. tests/scenarios/README.md says how to write one.

# The words of the line `<name> = "…"` of a play.
function(boswell_play_setting play name default result)
  file(STRINGS "${play}" line REGEX "^${name} = ")
  if(line)
    string(REGEX REPLACE "^${name} = \"(.*)\"$" "\\1" words "${line}")
  else()
    set(words "${default}")
  endif()
  separate_arguments(words)
  set(${result} "${words}" PARENT_SCOPE)
endfunction()

# boswell_plays(<kind> [<argument>...])
# Makes a test "<kind>: <title> (<server>)" of every play in this folder (a file that ends with play(…)) and every server
# it is for. A play with a line `LONG = "…"` is also the test "<kind>: <title> (<server>, long)". The arguments go to
# each play.
function(boswell_plays kind)
  if(NOT TARGET boswelld OR NOT TARGET boswell)
    return()
  endif()
  file(GLOB plays CONFIGURE_DEPENDS *.py)
  foreach(play IN LISTS plays)
    file(STRINGS "${play}" curtain REGEX "^play\\(")
    if(NOT curtain)
      continue()
    endif()
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${play}")
    get_filename_component(name "${play}" NAME_WE)
    string(REPLACE "_" " " title "${name}")
    boswell_play_setting("${play}" SERVERS "prosody ejabberd" servers)
    boswell_play_setting("${play}" LABELS "${kind}" labels)
    boswell_play_setting("${play}" LONG "" long)
    # How many of the tests that run side by side it takes the place of.
    boswell_play_setting("${play}" PROCESSORS "1" processors)
    foreach(server IN LISTS servers)
      set(command /usr/bin/python3 -B "${play}" --server ${server} --programs "$<TARGET_FILE_DIR:boswelld>" ${ARGN})
      add_test(NAME "${kind}: ${title} (${server})" COMMAND ${command})
      set_tests_properties("${kind}: ${title} (${server})" PROPERTIES
                           LABELS "${labels}" TIMEOUT 300 PROCESSORS "${processors}")
      if(long)
        add_test(NAME "${kind}: ${title} (${server}, long)" COMMAND ${command} --long)
        set_tests_properties("${kind}: ${title} (${server}, long)" PROPERTIES LABELS "${labels};long" TIMEOUT 5400)
      endif()
    endforeach()
  endforeach()
endfunction()
