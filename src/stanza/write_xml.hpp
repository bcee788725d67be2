// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"

#include <string>
#include <string_view>

namespace boswell::stanza {

/// Appends the element as XML. `outer` is the namespace of what it is put into. The text of
/// elements named `textless` is left out.
void write_xml(const Element& element, std::string_view outer, std::string_view textless,
               std::string& text);

/// Whether the order of an element's children says something.
enum class ChildOrder { kept, sorted };

/// The element as XML of which there is one way to write it: attributes are sorted by name, white
/// space between elements is left out, and so are long data: URLs, which are no text. `order` is
/// that of the element's own children.
std::string canonical_xml(const Element& element, ChildOrder order = ChildOrder::kept);

/// Appends a text, or an attribute, escaped so that a reader gets back every character. What XML
/// cannot contain must not be in it.
void write_text(std::string_view raw, std::string& text);
void write_attribute(std::string_view name, std::string_view value, std::string& text);
/// Appends only the start of the element, up to and with '>'.
void write_start(const Element& element, std::string_view outer, std::string& text);
/// Appends what closes it.
void write_end(const Element& element, std::string& text);

}  // namespace boswell::stanza
