# SPDX-License-Identifier: GPL-3.0-or-later
# Headers of others that most sources include are parsed once for all layers and once for all tests: half the time that
# a source of ours takes to compile. Not in the preset "release", where a source that includes too little is found out.
set(boswell_precompiled <algorithm> <array> <chrono> <cstdint> <filesystem> <fmt/core.h> <functional> <map> <memory>
    <optional> <set> <span> <string> <string_view> <utility> <vector>)

# boswell_precompile(<target> <owner> [<more headers>...]): the owner, compiled with the same options, has the result.
function(boswell_precompile target owner)
  if(target STREQUAL owner)
    target_precompile_headers(${target} PRIVATE ${boswell_precompiled} ${ARGN})
  else()
    target_precompile_headers(${target} REUSE_FROM ${owner})
  endif()
endfunction()
