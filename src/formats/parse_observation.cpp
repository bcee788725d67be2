// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/parse_record.hpp"

namespace boswell::formats {

using Record = ObservationRecord;

static constexpr Field<Record> fields[] = {
    {"account", [](const Json& v, Record& r) { r.account = bare_jid_of(v); }},
    {"since", [](const Json& v, Record& r) { r.period.since = time_of(v); }},
    {"until", [](const Json& v, Record& r) { r.period.until = time_of(v); }},
    {"ended", [](const Json& v, Record& r) { r.ended = word_of(v, parse_span_end); }},
    {"reason", [](const Json& v, Record& r) { r.reason = text_of(v); }},
    {"presence", [](const Json& v, Record& r) { r.presence = boolean_of(v); }},
    {"continues", [](const Json& v, Record& r) { r.continues = boolean_of(v); }},
};

ObservationRecord parse_observation(const Json& object) {
    require_fields(object, {"account", "since", "until", "presence"});
    Record record;
    read_fields<Record>(object, fields, record);
    if (record.period.until < record.period.since) throw BadField("ends before it begins");
    return record;
}

}  // namespace boswell::formats
