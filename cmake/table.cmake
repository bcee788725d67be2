# SPDX-License-Identifier: GPL-3.0-or-later
# Tables made from a folder: whoever adds a file that defines a <name>_<kind> has added a row.

# boswell_table(<target> <kind> <type> <namespace> <header> <file>...)
# Compiles a source that defines `std::span<const <type>* const> <kind>s()` in <namespace> from what the files define as
# `extern constinit const <type> <name>_<kind>`, in the order of the files' names: one row a file, or a few that are alike.
function(boswell_table target kind type namespace header)
  list(SORT ARGN)
  set(declarations "")
  set(rows "")
  foreach(file IN LISTS ARGN)
    file(STRINGS "${file}" definitions REGEX "^extern constinit const ${type} [a-z0-9_]+_${kind} ")
    foreach(definition IN LISTS definitions)
      string(REGEX REPLACE "^extern constinit const ${type} ([a-z0-9_]+) .*" "\\1" row "${definition}")
      string(APPEND declarations "extern const ${type} ${row};\n")
      string(APPEND rows "    &${row},\n")
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
    endforeach()
  endforeach()
  set(source "${CMAKE_CURRENT_BINARY_DIR}/generated/${kind}_table.cpp")
  file(CONFIGURE OUTPUT "${source}" @ONLY CONTENT "#include \"@header@\"

namespace @namespace@ {

@declarations@
static constexpr const @type@* table[] = {
@rows@};

std::span<const @type@* const> @kind@s() { return table; }

}  // namespace @namespace@
")
  target_sources(${target} PRIVATE "${source}")
endfunction()
