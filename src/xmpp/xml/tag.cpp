// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/xml/tag.hpp"

#include <gloox/util.h>

namespace boswell::xmpp {

const gloox::Tag* find_child(const gloox::Tag& parent, std::string_view name,
                             std::string_view xmlns) {
    for (const auto* child : parent.children()) {
        if (is(*child, name, xmlns)) return child;
    }
    return nullptr;
}

std::string child_text(const gloox::Tag& parent, std::string_view name, std::string_view xmlns) {
    const auto* child = find_child(parent, name, xmlns);
    return child == nullptr ? std::string() : child->cdata();
}

std::string language(const gloox::Tag& tag, const std::string& inherited) {
    return tag.hasAttribute("xml:lang") ? tag.findAttribute("xml:lang") : inherited;
}

TagPtr make_tag(std::string_view name, std::string_view xmlns) {
    auto tag = std::make_unique<gloox::Tag>(std::string(name));
    tag->setXmlns(std::string(xmlns));
    return tag;
}

gloox::Tag& add_child(gloox::Tag& parent, std::string_view name, std::string_view xmlns) {
    auto* child = new gloox::Tag(&parent, std::string(name));  // the parent deletes it
    if (!xmlns.empty()) child->setXmlns(std::string(xmlns));
    return *child;
}

// Not Tag::xml(): that repeats the namespace on every element, and copies of a Tag keep their text
// whatever is set.
void write_xml(const gloox::Tag& element, const std::string& outer, std::string_view textless,
               std::string& text) {
    const auto xmlns = element.xmlns();
    text += '<' + element.name();
    if (xmlns != outer) text += " xmlns='" + gloox::util::escape(xmlns) + "'";
    for (const auto* attribute : element.attributes()) {
        if (attribute->name() == "xmlns") continue;  // gloox keeps it there as well
        text += ' ' + attribute->name() + "='" + gloox::util::escape(attribute->value()) + "'";
    }
    text += '>';
    if (element.name() != textless) text += gloox::util::escape(element.cdata());
    for (const auto* child : element.children()) write_xml(*child, xmlns, textless, text);
    text += "</" + element.name() + '>';
}

}  // namespace boswell::xmpp
