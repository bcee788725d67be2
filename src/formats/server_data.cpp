// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/server_data.hpp"

#include "base/base64.hpp"
#include "stanza/compose.hpp"
#include "stanza/namespaces.hpp"
#include "stanza/parse.hpp"
#include "stanza/write_xml.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace boswell::formats {

using stanza::write_attribute;
using stanza::write_text;

ServerData::ServerData(StickyWriter& out) : out_(out) {
    out_.write("<?xml version='1.0' encoding='UTF-8'?>\n<server-data xmlns='urn:xmpp:pie:0'>\n");
}

void ServerData::put(std::string_view name, std::string_view attribute, std::string_view value) {
    std::string tag = fmt::format("<{}", name);
    write_attribute(attribute, value, tag);
    out_.write(tag + ">\n");
}

/// With the bytes of the picture, which the archive keeps apart. "" for a text that is no vCard.
static std::string vcard_of(const VCardFetched& fetched) {
    const auto document = stanza::parse(fetched.element);
    if (!document || !is(document->root(), "vCard", stanza::ns::vcard)) return {};
    std::string vcard = "<vCard xmlns='vcard-temp'>";
    for (const auto& child : document->root().children()) {
        const bool is_picture = is(child, "PHOTO", stanza::ns::vcard) &&
                                find_child(child, "BINVAL", stanza::ns::vcard) != nullptr;
        if (!is_picture) stanza::write_xml(child, stanza::ns::vcard, "", vcard);
    }
    if (fetched.avatar) {
        vcard += "<PHOTO><TYPE>";
        write_text(fetched.avatar->mime, vcard);
        vcard += "</TYPE><BINVAL>" + encode_base64(fetched.avatar->bytes) + "</BINVAL></PHOTO>";
    }
    return vcard + "</vCard>\n";
}

void ServerData::begin_user(const Jid& account, const std::function<ServerUser()>& user) {
    if (account == user_) return;
    end_user();
    if (account.domainpart() != host_) {
        end_host();
        host_ = account.domainpart();
        put("host", "jid", host_);
    }
    user_ = account;
    put("user", "name", account.localpart());
    const auto known = user();
    write_roster(known.contacts);
    if (known.vcard) out_.write(vcard_of(*known.vcard));
}

void ServerData::write_roster(const std::vector<ContactRecord>& contacts) {
    const auto is_entry = [](const ContactRecord& contact) {
        return contact.subscription && *contact.subscription != Subscription::remove;
    };
    if (std::ranges::none_of(contacts, is_entry)) return;
    std::string roster = "<query xmlns='jabber:iq:roster'>\n";
    for (const auto& contact : contacts) {
        if (!is_entry(contact)) continue;
        roster += "<item";
        write_attribute("jid", contact.jid.str(), roster);
        if (!contact.name.empty()) write_attribute("name", contact.name, roster);
        write_attribute("subscription", to_string(*contact.subscription), roster);
        roster += '>';
        for (const auto& group : contact.groups) {
            roster += "<group>";
            write_text(group, roster);
            roster += "</group>";
        }
        roster += "</item>\n";
    }
    out_.write(roster + "</query>\n");
}

/// Beside the stanza: within it anybody may have written one.
static std::string stanza_id_of(const MessageRecord& message) {
    if (message.stanza_id.empty() || message.stanza_id_by.empty()) return {};
    std::string element = "<stanza-id";
    write_attribute("xmlns", stanza::ns::stanza_id, element);
    write_attribute("by", message.stanza_id_by.str(), element);
    write_attribute("id", message.stanza_id, element);
    return element + "/>";
}

void ServerData::add(const VCardRecord& vcard) {
    const auto element = vcard_of(vcard.fetched);
    if (element.empty()) return;
    std::string contact = "<contact";
    write_attribute("xmlns", contact_namespace, contact);
    write_attribute("jid", vcard.fetched.contact.str(), contact);
    write_attribute("since", to_rfc3339(vcard.fetched.fetched_at), contact);
    out_.write(contact + '>' + element.substr(0, element.size() - 1) + "</contact>\n");
}

void ServerData::add(const MessageRecord& message) {
    if (!in_archive_) out_.write("<archive xmlns='urn:xmpp:pie:0#mam'>\n");
    in_archive_ = true;
    out_.write(
        fmt::format("<result xmlns='urn:xmpp:mam:2' id='boswell-{}'>"
                    "<forwarded xmlns='urn:xmpp:forward:0'>"
                    "<delay xmlns='urn:xmpp:delay' stamp='{}'/>",
                    message.id, to_rfc3339(message.stamp)));
    out_.write(message.stanza.empty() ? stanza::compose(message) : message.stanza);
    out_.write("</forwarded>" + stanza_id_of(message) + "</result>\n");
}

void ServerData::end_archive() {
    if (in_archive_) out_.write("</archive>\n");
    in_archive_ = false;
}

void ServerData::end_user() {
    end_archive();
    if (!user_.empty()) out_.write("</user>\n");
    user_ = {};
}

void ServerData::end_host() {
    if (!host_.empty()) out_.write("</host>\n");
    host_.clear();
}

void ServerData::finish() {
    end_user();
    end_host();
    out_.write("</server-data>\n");
}

}  // namespace boswell::formats
