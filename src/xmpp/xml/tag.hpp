// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gloox/tag.h>

#include <memory>
#include <string>
#include <string_view>

/// Elements by name *and* namespace, as XMPP means them; gloox's own searches look at names alone.
namespace boswell::xmpp {

namespace ns {
inline constexpr std::string_view client = "jabber:client";
inline constexpr std::string_view stream = "http://etherx.jabber.org/streams";
inline constexpr std::string_view stanza_errors = "urn:ietf:params:xml:ns:xmpp-stanzas";
inline constexpr std::string_view roster = "jabber:iq:roster";
inline constexpr std::string_view vcard = "vcard-temp";
inline constexpr std::string_view disco_info = "http://jabber.org/protocol/disco#info";
inline constexpr std::string_view carbons = "urn:xmpp:carbons:2";
inline constexpr std::string_view forward = "urn:xmpp:forward:0";
inline constexpr std::string_view delay = "urn:xmpp:delay";
inline constexpr std::string_view legacy_delay = "jabber:x:delay";
inline constexpr std::string_view stanza_id = "urn:xmpp:sid:0";
inline constexpr std::string_view archive = "urn:xmpp:mam:2";
inline constexpr std::string_view collections = "urn:xmpp:archive";
inline constexpr std::string_view result_set = "http://jabber.org/protocol/rsm";
inline constexpr std::string_view management = "urn:xmpp:sm:3";
inline constexpr std::string_view muc_user = "http://jabber.org/protocol/muc#user";
inline constexpr std::string_view muc = "http://jabber.org/protocol/muc";
inline constexpr std::string_view occupant_id = "urn:xmpp:occupant-id:0";
inline constexpr std::string_view ping = "urn:xmpp:ping";
inline constexpr std::string_view version = "jabber:iq:version";
}  // namespace ns

inline bool is(const gloox::Tag& tag, std::string_view name, std::string_view xmlns) {
    return tag.name() == name && tag.xmlns() == xmlns;
}

/// The first child of that name and namespace, or nullptr.
const gloox::Tag* find_child(const gloox::Tag& parent, std::string_view name,
                             std::string_view xmlns);

/// The text of that child, "" if there is none.
std::string child_text(const gloox::Tag& parent, std::string_view name, std::string_view xmlns);

/// xml:lang of the element, else that of what it is in.
std::string language(const gloox::Tag& tag, const std::string& inherited = "");

using TagPtr = std::unique_ptr<gloox::Tag>;

TagPtr make_tag(std::string_view name, std::string_view xmlns);
/// Adds an empty child and returns it; `parent` owns it.
gloox::Tag& add_child(gloox::Tag& parent, std::string_view name, std::string_view xmlns = {});

/// Appends the element as XML; `outer` is the namespace of what it is put into. The text of
/// elements named `textless` is left out.
void write_xml(const gloox::Tag& element, const std::string& outer, std::string_view textless,
               std::string& text);

}  // namespace boswell::xmpp
