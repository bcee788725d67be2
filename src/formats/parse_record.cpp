// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/parse_record.hpp"

namespace boswell::formats {

std::optional<Record> parse_record(const Json& object) {
    require_fields(object, {"kind"});
    const auto& kind = text_of(object["kind"]);
    if (kind == "message") return parse_message(object);
    if (kind == "presence") return parse_presence(object);
    if (kind == "observation") return parse_observation(object);
    if (kind == "roster-entry") return parse_roster_entry(object);
    if (kind == "vcard-version") return parse_vcard(object);
    if (kind == "pep-event") return parse_pep_event(object);
    if (kind == "key") return parse_key(object);
    if (kind == "move-claim") return parse_move_claim(object);
    if (kind == "bookmark") return parse_bookmark(object);
    if (kind == "read-mark") return parse_read_mark(object);
    if (kind == "receipt") return parse_receipt(object);
    return std::nullopt;
}

}  // namespace boswell::formats
