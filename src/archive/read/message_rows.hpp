// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/read/annotations.hpp"
#include "archive/read/jids.hpp"
#include "base/error.hpp"
#include "model/record.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace boswell::archive {

/// A value of an enumeration that a CHECK of the schema vouches for.
template <typename Enum>
Enum known_value(std::optional<Enum> value) {
    if (!value)
        throw Error(
            "the archive has a value that this boswell does not know; run 'boswell verify'");
    return *value;
}

class Clocks;

/// Puts a MessageRecord together from its tables.
class MessageRows {
public:
    /// What read() takes, of a message and a copy of it.
    static constexpr std::string_view columns =
        "message.id, message.conversation_id, message.direction, message.type, message.stamp, "
        "message.received_at, message.from_id, message.from_resource_id, message.to_id, "
        "message.to_resource_id, message.body, message.subject, message.lang, message.thread, "
        "message.message_id, message.origin_id, message.encryption, message.occupant_id, "
        "message.off_the_record, message.shown, message.has, copy.via, copy.stanza_id, "
        "copy.stanza_id_by, copy.claimed_stamp, copy.stamped_by";

    /// Both outlive this.
    MessageRows(const sqlite::Database& database, Jids& jids);

    std::optional<MessageRecord> find(std::int64_t id);
    /// Reads the message that `rows` has come to, a row for each copy, and goes on to the next one;
    /// false if there is none. What the record had before is gone, but for its memory.
    bool read(sqlite::Use& rows, MessageRecord& record);
    /// To be called when a transaction begins.
    void forget() noexcept { annotations_.forget(); }

private:
    void read_row(const sqlite::Use& row, MessageRecord& record);
    void add_bodies(MessageRecord& record);
    void add_local_time(MessageRecord& record);
    void add_copy(const sqlite::Use& row, MessageRecord& record, Clocks& clocks);

    Jids& jids_;
    AnnotationRows annotations_;
    sqlite::Statement row_;
    sqlite::Statement bodies_;
    sqlite::Statement local_time_;
};

}  // namespace boswell::archive
