# SPDX-License-Identifier: GPL-3.0-or-later
# Text files compiled into a library: schema scripts, help texts. No C++20 compiler has #embed yet.

# boswell_embed(<target> <header> <namespace> <file>...)
# Writes <header> with `inline constexpr EmbeddedFile files[]`, sorted by name.
function(boswell_embed target header namespace)
  set(output "${CMAKE_CURRENT_BINARY_DIR}/generated/${header}")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" -DOUTPUT=${output} -DNAMESPACE=${namespace} "-DFILES=${ARGN}"
            -P "${PROJECT_SOURCE_DIR}/cmake/embed_script.cmake"
    DEPENDS ${ARGN} "${PROJECT_SOURCE_DIR}/cmake/embed_script.cmake"
    VERBATIM)
  target_sources(${target} PRIVATE "${output}")
  target_include_directories(${target} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}/generated")
endfunction()
