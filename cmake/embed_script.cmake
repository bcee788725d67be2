# SPDX-License-Identifier: GPL-3.0-or-later
# Run by boswell_embed() at build time.
list(SORT FILES)
set(text "#pragma once\n\n#include <string_view>\n\nnamespace ${NAMESPACE} {\n\n")
string(APPEND text "struct EmbeddedFile {\n    std::string_view name;\n    std::string_view text;\n};\n\n")
string(APPEND text "inline constexpr EmbeddedFile files[] = {\n")
foreach(file IN LISTS FILES)
  get_filename_component(name "${file}" NAME)
  file(READ "${file}" content)
  string(APPEND text "    {\"${name}\", R\"~~~(${content})~~~\"},\n")
endforeach()
string(APPEND text "};\n\n}  // namespace ${NAMESPACE}\n")
file(WRITE "${OUTPUT}" "${text}")
