// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/json_contact.hpp"

#include "base/base64.hpp"

namespace boswell::formats {

static void add(JsonObject& object, const VCard& vcard) {
    object.text("full_name", vcard.full_name);
    object.text("nickname", vcard.nickname);
    object.text("given", vcard.given);
    object.text("family", vcard.family);
    object.list("email", vcard.emails);
    add_list(object, "tel", vcard.telephones, [](auto& entry, const VCardTelephone& telephone) {
        entry.text("kind", telephone.kind);
        entry.text("number", telephone.number);
    });
    object.text("org", vcard.organisation);
    object.text("title", vcard.title);
    object.text("birthday", vcard.birthday);
    object.text("url", vcard.url);
    object.text("note", vcard.note);
    object.text("photo_url", vcard.photo_url);
}

void add(JsonObject& object, const ContactRecord& contact) {
    object.text("account", contact.account.str());
    object.text("jid", contact.jid.str());
    object.text("person", contact.person);
    object.text("name", contact.name);
    if (contact.subscription) object.text("subscription", to_string(*contact.subscription));
    object.list("groups", contact.groups);
    if (contact.mark) object.text("mark", to_string(*contact.mark));
    if (!contact.vcard) return;
    const auto& version = *contact.vcard;
    JsonObject vcard(object.member("vcard"));
    add(vcard, version.vcard);
    vcard.close();
    object.time("fetched_at", version.fetched_at);
    object.number("versions", contact.versions);
    if (version.avatar_sha1.empty()) return;
    JsonObject avatar(object.member("avatar"));
    avatar.text("sha1", version.avatar_sha1);
    avatar.text("mime", version.avatar_mime);
    avatar.number("bytes", version.avatar_bytes);
    avatar.close();
}

void add(JsonObject& object, const RosterRecord& record) {
    const auto& item = record.version.item;
    object.text("account", record.account.str());
    object.text("contact", item.jid.str());
    object.time("seen_at", record.version.seen_at);
    object.text("name", item.name);
    object.text("subscription", to_string(item.subscription));
    if (item.ask) object.boolean("ask", true);
    object.list("groups", item.groups);
    if (item.mark) object.text("mark", to_string(*item.mark));
}

void add(JsonObject& object, const VCardRecord& record) {
    const auto& fetched = record.fetched;
    object.text("account", fetched.account.str());
    object.text("contact", fetched.contact.str());
    object.time("fetched_at", fetched.fetched_at);
    object.time("confirmed_at", record.confirmed_at);
    JsonObject vcard(object.member("vcard"));
    add(vcard, fetched.vcard);
    vcard.close();
    object.text("element", fetched.element);
    if (fetched.avatar) add_picture(object, "avatar", *fetched.avatar);
}

void add_picture(JsonObject& object, std::string_view name, const Avatar& picture) {
    JsonObject avatar(object.member(name));
    avatar.text("sha1", picture.sha1);
    avatar.text("mime", picture.mime);
    avatar.text("data", encode_base64(picture.bytes));
    avatar.close();
}

}  // namespace boswell::formats
