# SPDX-License-Identifier: GPL-3.0-or-later
# Tables made from a folder: whoever adds a file that defines a <name>_<kind> has added a row.

# boswell_table(<target> <kind> <type> <namespace> <header> <file>...)
# Compiles a source that defines `std::span<const <type>* const> <kind>s()` in <namespace>, sorted by name, from the
# files that define `extern constinit const <type> <name>_<kind>`, where <name> is the file's with _ for -.
function(boswell_table target kind type namespace header)
  list(SORT ARGN)
  set(declarations "")
  set(rows "")
  foreach(file IN LISTS ARGN)
    file(STRINGS "${file}" definition REGEX "^extern constinit const ${type} [a-z0-9_]+_${kind} ")
    if(definition)
      get_filename_component(name "${file}" NAME_WE)
      string(REPLACE "-" "_" name "${name}")
      string(APPEND declarations "extern const ${type} ${name}_${kind};\n")
      string(APPEND rows "    &${name}_${kind},\n")
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
    endif()
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
