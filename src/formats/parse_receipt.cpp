// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/parse_record.hpp"

namespace boswell::formats {

using Record = UnattachedReceipt;

static constexpr Field<Record> fields[] = {
    {"account", [](const Json& v, Record& r) { r.account = bare_jid_of(v); }},
    {"with", [](const Json& v, Record& r) { r.with = bare_jid_of(v); }},
    {"direction", [](const Json& v, Record& r) { r.direction = word_of(v, parse_direction); }},
    {"from", [](const Json& v, Record& r) { r.from = jid_of(v); }},
    {"receipt", [](const Json& v, Record& r) { r.kind = word_of(v, parse_receipt_kind); }},
    {"message_id", [](const Json& v, Record& r) { r.named_id = text_of(v); }},
    {"stamp", [](const Json& v, Record& r) { r.stamp = time_of(v); }},
    {"in_room", [](const Json& v, Record& r) { r.in_room = boolean_of(v); }},
    {"occupant_id", [](const Json& v, Record& r) { r.occupant_id = text_of(v); }},
};

UnattachedReceipt parse_receipt(const Json& object) {
    require_fields(object,
                   {"account", "with", "direction", "from", "receipt", "message_id", "stamp"});
    Record record;
    read_fields<Record>(object, fields, record);
    if (record.named_id.empty()) throw BadField("has an empty message_id");
    return record;
}

}  // namespace boswell::formats
