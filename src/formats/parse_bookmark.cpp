// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/parse_record.hpp"

#include <algorithm>

namespace boswell::formats {

using Record = BookmarkRecord;

static constexpr Field<Record> fields[] = {
    {"account", [](const Json& v, Record& r) { r.account = bare_jid_of(v); }},
    {"room", [](const Json& v, Record& r) { r.bookmark.room = bare_jid_of(v); }},
    {"name", [](const Json& v, Record& r) { r.bookmark.name = text_of(v); }},
    {"nickname", [](const Json& v, Record& r) { r.bookmark.nickname = text_of(v); }},
    {"autojoin", [](const Json& v, Record& r) { r.bookmark.autojoin = boolean_of(v); }},
    {"has_password", [](const Json& v, Record& r) { r.bookmark.has_password = boolean_of(v); }},
    {"removed", [](const Json& v, Record& r) { r.bookmark.removed = boolean_of(v); }},
    {"seen_at", [](const Json& v, Record& r) { r.seen_at = time_of(v); }},
    {"confirmed_at", [](const Json& v, Record& r) { r.confirmed_at = time_of(v); }},
};

BookmarkRecord parse_bookmark(const Json& object) {
    require_fields(object, {"account", "room", "autojoin", "seen_at"});
    Record record;
    read_fields<Record>(object, fields, record);
    record.confirmed_at = std::max(record.confirmed_at, record.seen_at);
    return record;
}

}  // namespace boswell::formats
