// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/xml/tag.hpp"

namespace boswell::xmpp {

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

}  // namespace boswell::xmpp
