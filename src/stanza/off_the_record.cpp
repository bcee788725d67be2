// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/off_the_record.hpp"

#include "stanza/element.hpp"

namespace boswell::stanza {

bool is_off_the_record(const Element& message) {
    const auto* nosave = find_child(message, "x", "google:nosave");
    if (nosave != nullptr) return nosave->attribute("value") == "enabled";
    const auto* record = find_child(message, "record", "http://jabber.org/protocol/archive");
    return record != nullptr && record->attribute("otr") == "true";
}

}  // namespace boswell::stanza
