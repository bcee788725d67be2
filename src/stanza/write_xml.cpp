// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/write_xml.hpp"

#include "base/xml_entity.hpp"

namespace boswell::stanza {

static void write_character(char character, std::string& text) {
    const auto entity = xml_entity(character);
    if (!entity.empty())
        text += entity;
    else if (character == '\r')  // XML 1.0 2.11: a bare one is read as a line feed
        text += "&#13;";
    else
        text += character;
}

static void write_text(std::string_view raw, std::string& text) {
    for (const char character : raw) write_character(character, text);
}

static void write_attribute(std::string_view name, std::string_view value, std::string& text) {
    text += ' ';
    text += name;
    text += "='";
    for (const char character : value) {
        // XML 1.0 3.3.3: bare ones are read as blanks.
        if (character == '\n')
            text += "&#10;";
        else if (character == '\t')
            text += "&#9;";
        else
            write_character(character, text);
    }
    text += '\'';
}

void write_start(const Element& element, std::string_view outer, std::string& text) {
    text += '<';
    text += element.name();
    if (element.xmlns() != outer) write_attribute("xmlns", element.xmlns(), text);
    for (const auto& [name, value] : element.attributes()) write_attribute(name, value, text);
    text += '>';
}

void write_end(const Element& element, std::string& text) {
    text += "</";
    text += element.name();
    text += '>';
}

void write_xml(const Element& element, std::string_view outer, std::string_view textless,
               std::string& text) {
    write_start(element, outer, text);
    if (element.name() != textless) write_text(element.text(), text);
    for (const auto& child : element.children()) write_xml(child, element.xmlns(), textless, text);
    write_end(element, text);
}

}  // namespace boswell::stanza
