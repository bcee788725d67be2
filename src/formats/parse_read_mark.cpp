// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/parse_record.hpp"

namespace boswell::formats {

using Record = ReadMarkRecord;

static constexpr Field<Record> fields[] = {
    {"account", [](const Json& v, Record& r) { r.account = bare_jid_of(v); }},
    {"with", [](const Json& v, Record& r) { r.with = bare_jid_of(v); }},
    {"stanza_id", [](const Json& v, Record& r) { r.mark.stanza_id.id = text_of(v); }},
    {"stanza_id_by", [](const Json& v, Record& r) { r.mark.stanza_id.by = jid_of(v); }},
    {"at", [](const Json& v, Record& r) { r.mark.at = time_of(v); }},
};

ReadMarkRecord parse_read_mark(const Json& object) {
    require_fields(object, {"account", "with", "stanza_id", "stanza_id_by", "at"});
    Record record;
    read_fields<Record>(object, fields, record);
    return record;
}

}  // namespace boswell::formats
