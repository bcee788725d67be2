// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/parse_record.hpp"

namespace boswell::formats {

static Occupant occupant_of(const Json& value) {
    static constexpr Field<Occupant> fields[] = {
        {"jid", [](const Json& v, Occupant& o) { o.jid = jid_of(v); }},
        {"affiliation", [](const Json& v, Occupant& o) { o.affiliation = text_of(v); }},
        {"role", [](const Json& v, Occupant& o) { o.role = text_of(v); }},
        {"occupant_id", [](const Json& v, Occupant& o) { o.occupant_id = text_of(v); }},
    };
    Occupant occupant;
    read_fields<Occupant>(object_of(value), fields, occupant);
    return occupant;
}

using Record = PresenceRecord;

static constexpr Field<Record> fields[] = {
    {"account", [](const Json& v, Record& r) { r.account = bare_jid_of(v); }},
    {"contact", [](const Json& v, Record& r) { r.contact = bare_jid_of(v); }},
    {"resource", [](const Json& v, Record& r) { r.resource = text_of(v); }},
    {"available",
     [](const Json& v, Record& r) {
         r.type = boolean_of(v) ? PresenceType::available : PresenceType::unavailable;
     }},
    {"type", [](const Json& v, Record& r) { r.type = word_of(v, parse_presence_type); }},
    {"show", [](const Json& v, Record& r) { r.show = word_of(v, parse_show); }},
    {"status", [](const Json& v, Record& r) { r.status = text_of(v); }},
    {"priority",
     [](const Json& v, Record& r) { r.priority = static_cast<int>(number_of(v, -128, 127)); }},
    {"stamp", [](const Json& v, Record& r) { r.stamp = time_of(v); }},
    {"seen_at", [](const Json& v, Record& r) { r.seen_at = time_of(v); }},
    {"cause", [](const Json& v, Record& r) { r.cause = word_of(v, parse_cause); }},
    {"nick", [](const Json& v, Record& r) { r.nick = text_of(v); }},
    {"occupant", [](const Json& v, Record& r) { r.occupant = occupant_of(v); }},
};

PresenceRecord parse_presence(const Json& object) {
    require_fields(object, {"account", "contact", "stamp", "seen_at", "cause"});
    PresenceRecord record;
    read_fields<Record>(object, fields, record);
    if (!object.contains("available") && !object.contains("type"))
        throw BadField("says neither available nor a type");
    if (!record.resource.empty() && !Jid::parse(record.contact.str() + '/' + record.resource))
        throw BadField("resource is not a resourcepart");
    return record;
}

}  // namespace boswell::formats
