// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

/// The XML namespaces that more than one file needs.
namespace boswell::stanza::ns {

inline constexpr std::string_view client = "jabber:client";
inline constexpr std::string_view stream = "http://etherx.jabber.org/streams";
inline constexpr std::string_view stanza_errors = "urn:ietf:params:xml:ns:xmpp-stanzas";
inline constexpr std::string_view roster = "jabber:iq:roster";
inline constexpr std::string_view vcard = "vcard-temp";
inline constexpr std::string_view disco_info = "http://jabber.org/protocol/disco#info";
inline constexpr std::string_view disco_items = "http://jabber.org/protocol/disco#items";
inline constexpr std::string_view caps = "http://jabber.org/protocol/caps";
inline constexpr std::string_view pubsub = "http://jabber.org/protocol/pubsub";
inline constexpr std::string_view pubsub_event = "http://jabber.org/protocol/pubsub#event";
inline constexpr std::string_view carbons = "urn:xmpp:carbons:2";
inline constexpr std::string_view forward = "urn:xmpp:forward:0";
inline constexpr std::string_view delay = "urn:xmpp:delay";
inline constexpr std::string_view legacy_delay = "jabber:x:delay";
inline constexpr std::string_view stanza_id = "urn:xmpp:sid:0";
inline constexpr std::string_view archive = "urn:xmpp:mam:2";
inline constexpr std::string_view archive_extended = "urn:xmpp:mam:2#extended";
inline constexpr std::string_view collections = "urn:xmpp:archive";
inline constexpr std::string_view result_set = "http://jabber.org/protocol/rsm";
inline constexpr std::string_view management = "urn:xmpp:sm:3";
inline constexpr std::string_view muc_user = "http://jabber.org/protocol/muc#user";
inline constexpr std::string_view muc = "http://jabber.org/protocol/muc";
inline constexpr std::string_view occupant_id = "urn:xmpp:occupant-id:0";
inline constexpr std::string_view ping = "urn:xmpp:ping";
inline constexpr std::string_view version = "jabber:iq:version";

}  // namespace boswell::stanza::ns
