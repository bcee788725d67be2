// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message_count.hpp"
#include "model/omemo.hpp"
#include "model/record_view.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace boswell::formats {

/// A record as one JSON object without a line feed: "kind" first, times in RFC 3339 with
/// milliseconds in UTC, unknown values absent, strict UTF-8. The fields are promised to users, see
/// schema/record.schema.json.
std::string to_json(const RecordView& record);
/// The same behind a text.
void append_record(std::string& out, const RecordView& record);

/// What a message has beside its record.
struct MessageDetails {
    std::span<const MessageCopy> copies;  ///< every way it came
    std::vector<PresenceAt> presence;     ///< how contacts were when it was sent
    std::optional<bool> is_read;          ///< by the account's own clients, if that is known
    std::optional<OmemoMessageRecord> encrypted;  ///< what became of it, if it came so
};
std::string to_json(const MessageRecord& message, const MessageDetails& details);

/// A contact as it was from `since` on.
std::string to_json(const ContactRecord& contact, Time since);

/// With the kind "presence-state".
std::string to_json(const PresenceAt& state);

/// With the kind "presence-total".
std::string to_json(const PresenceTotal& total);

/// With the kind "message-count".
std::string to_json(const MessageCount& count);

}  // namespace boswell::formats
