// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/write_xml.hpp"

#include "base/text.hpp"
#include "base/xml_entity.hpp"

#include <algorithm>
#include <vector>

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

void write_text(std::string_view raw, std::string& text) {
    for (const char character : raw) write_character(character, text);
}

void write_attribute(std::string_view name, std::string_view value, std::string& text) {
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

static void write_start(const Element& element, std::string_view outer,
                        std::span<const Attribute> attributes, std::string& text) {
    text += '<';
    text += element.name();
    if (element.xmlns() != outer) write_attribute("xmlns", element.xmlns(), text);
    for (const auto& [name, value] : attributes) write_attribute(name, value, text);
    text += '>';
}

void write_start(const Element& element, std::string_view outer, std::string& text) {
    write_start(element, outer, element.attributes(), text);
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

// Longer than any that somebody would read.
static constexpr std::size_t longest_data_url = 1024;

static bool is_data(std::string_view text) {
    return text.size() > longest_data_url && trim(text).starts_with("data:");
}

static void write_canonical(const Element& element, std::string_view outer, ChildOrder order,
                            std::string& text) {
    const auto given = element.attributes();
    std::vector<Attribute> attributes(given.begin(), given.end());
    std::ranges::sort(attributes, {}, &Attribute::name);
    write_start(element, outer, attributes, text);
    const bool is_layout = !element.children().empty() && trim(element.text()).empty();
    if (!is_layout && !is_data(element.text())) write_text(element.text(), text);
    std::vector<std::string> children;
    for (const auto& child : element.children())
        write_canonical(child, element.xmlns(), ChildOrder::kept, children.emplace_back());
    if (order == ChildOrder::sorted) std::ranges::sort(children);
    for (const auto& child : children) text += child;
    write_end(element, text);
}

std::string canonical_xml(const Element& element, ChildOrder order) {
    std::string text;
    write_canonical(element, "", order, text);
    return text;
}

}  // namespace boswell::stanza
