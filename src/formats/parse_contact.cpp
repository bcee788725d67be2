// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/base64.hpp"
#include "base/digest.hpp"
#include "formats/parse_record.hpp"

#include <algorithm>

namespace boswell::formats {

static std::vector<std::string> texts_of(const Json& value) { return list_of(value, text_of); }

RosterRecord parse_roster_entry(const Json& object) {
    using Record = RosterRecord;
    static constexpr Field<Record> fields[] = {
        {"account", [](const Json& v, Record& r) { r.account = bare_jid_of(v); }},
        {"contact", [](const Json& v, Record& r) { r.version.item.jid = bare_jid_of(v); }},
        {"seen_at", [](const Json& v, Record& r) { r.version.seen_at = time_of(v); }},
        {"name", [](const Json& v, Record& r) { r.version.item.name = text_of(v); }},
        {"subscription",
         [](const Json& v, Record& r) {
             r.version.item.subscription = word_of(v, parse_subscription);
         }},
        {"ask", [](const Json& v, Record& r) { r.version.item.ask = boolean_of(v); }},
        {"groups", [](const Json& v, Record& r) { r.version.item.groups = texts_of(v); }},
        {"mark",
         [](const Json& v, Record& r) { r.version.item.mark = word_of(v, parse_roster_mark); }},
    };
    require_fields(object, {"account", "contact", "seen_at", "subscription"});
    Record record;
    read_fields<Record>(object, fields, record);
    std::ranges::sort(record.version.item.groups);
    return record;
}

static VCardTelephone telephone_of(const Json& value) {
    static constexpr Field<VCardTelephone> fields[] = {
        {"kind", [](const Json& v, VCardTelephone& t) { t.kind = text_of(v); }},
        {"number", [](const Json& v, VCardTelephone& t) { t.number = text_of(v); }},
    };
    VCardTelephone telephone;
    read_fields<VCardTelephone>(object_of(value), fields, telephone);
    return telephone;
}

static VCard vcard_of(const Json& value) {
    static constexpr Field<VCard> fields[] = {
        {"full_name", [](const Json& v, VCard& c) { c.full_name = text_of(v); }},
        {"nickname", [](const Json& v, VCard& c) { c.nickname = text_of(v); }},
        {"given", [](const Json& v, VCard& c) { c.given = text_of(v); }},
        {"family", [](const Json& v, VCard& c) { c.family = text_of(v); }},
        {"email", [](const Json& v, VCard& c) { c.emails = texts_of(v); }},
        {"tel", [](const Json& v, VCard& c) { c.telephones = list_of(v, telephone_of); }},
        {"org", [](const Json& v, VCard& c) { c.organisation = text_of(v); }},
        {"title", [](const Json& v, VCard& c) { c.title = text_of(v); }},
        {"birthday", [](const Json& v, VCard& c) { c.birthday = text_of(v); }},
        {"url", [](const Json& v, VCard& c) { c.url = text_of(v); }},
        {"note", [](const Json& v, VCard& c) { c.note = text_of(v); }},
        {"photo_url", [](const Json& v, VCard& c) { c.photo_url = text_of(v); }},
    };
    VCard vcard;
    read_fields<VCard>(object_of(value), fields, vcard);
    return vcard;
}

Avatar picture_of(const Json& value) {
    static constexpr Field<Avatar> fields[] = {
        {"sha1", [](const Json& v, Avatar& a) { a.sha1 = text_of(v); }},
        {"mime", [](const Json& v, Avatar& a) { a.mime = text_of(v); }},
        {"data",
         [](const Json& v, Avatar& a) {
             auto bytes = decode_base64(text_of(v));
             if (!bytes || bytes->empty()) throw BadField("is not Base64");
             if (bytes->size() > Avatar::largest) throw BadField("is too large");
             a.bytes = *std::move(bytes);
         }},
    };
    require_fields(object_of(value), {"sha1", "data"});
    Avatar avatar;
    read_fields<Avatar>(value, fields, avatar);
    if (avatar.sha1 != sha1_hex(avatar.bytes)) throw BadField("is not the picture of its sha1");
    return avatar;
}

VCardRecord parse_vcard(const Json& object) {
    using Record = VCardRecord;
    static constexpr Field<Record> fields[] = {
        {"account", [](const Json& v, Record& r) { r.fetched.account = bare_jid_of(v); }},
        {"contact", [](const Json& v, Record& r) { r.fetched.contact = bare_jid_of(v); }},
        {"fetched_at", [](const Json& v, Record& r) { r.fetched.fetched_at = time_of(v); }},
        {"confirmed_at", [](const Json& v, Record& r) { r.confirmed_at = time_of(v); }},
        {"vcard", [](const Json& v, Record& r) { r.fetched.vcard = vcard_of(v); }},
        {"element", [](const Json& v, Record& r) { r.fetched.element = text_of(v); }},
        {"avatar", [](const Json& v, Record& r) { r.fetched.avatar = picture_of(v); }},
    };
    require_fields(object, {"account", "contact", "fetched_at", "vcard"});
    Record record;
    read_fields<Record>(object, fields, record);
    record.confirmed_at = std::max(record.confirmed_at, record.fetched.fetched_at);
    return record;
}

}  // namespace boswell::formats
