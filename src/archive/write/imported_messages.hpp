// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace boswell::archive {

/// Bits of imported_message.columns: what may be filled in after a message was stored, or goes
/// with the record that brought it.
namespace part {
inline constexpr std::int64_t to_id = 1;
inline constexpr std::int64_t to_resource = 2;
inline constexpr std::int64_t thread = 4;
inline constexpr std::int64_t message_id = 8;
inline constexpr std::int64_t origin_id = 16;
inline constexpr std::int64_t encryption = 32;
inline constexpr std::int64_t occupant_id = 64;
inline constexpr std::int64_t body = 128;
inline constexpr std::int64_t subject = 256;
inline constexpr std::int64_t attachments = 512;  ///< with mentions and previews of links
inline constexpr std::int64_t annotations = 1024;
/// Its row, and so its first copy, are of the run.
inline constexpr std::int64_t row = 2048;
inline constexpr std::int64_t stanza_id = 4096;
/// The text that people read of an encrypted message.
inline constexpr std::int64_t text = 8192;
inline constexpr std::int64_t local_time = 16384;
}  // namespace part

/// What somebody has of a message.
struct MessageParts {
    std::int64_t ways = 0;     ///< bits of imported_message.ways
    std::int64_t columns = 0;  ///< bits of imported_message.columns
};

std::int64_t way_bit(Via via);
/// What people read of the message; "" if it is encrypted, and nobody has decrypted it.
std::string_view text_of(const Message& message);
MessageParts parts_of(const Message& message, std::span<const Via> ways);

/// Table imported_message: which runs of an import have which parts of a message, and which of
/// these its other copies have. It has rows only of messages that a run has added or completed.
class ImportedMessages {
public:
    explicit ImportedMessages(sqlite::Database& database);

    /// What is stored of the message. Of ways only those that an earlier import has named.
    MessageParts stored(std::int64_t message);
    /// The run has added the message.
    void add(std::int64_t message, std::int64_t run, MessageParts parts);
    /// The run has a record of a message that was here, of which `before` was stored. If that
    /// record added nothing, a row is only needed where other runs have one: they may be undone.
    void know(std::int64_t message, std::int64_t run, MessageParts before, MessageParts parts,
              bool completed);
    /// A copy that no import brought belongs to the message. `known` if it has no row of its own,
    /// because it is equal to one that is stored.
    void confirm(std::int64_t message, const Message& copy, bool known = false);
    /// We have decrypted the message ourselves.
    void confirm_text(std::int64_t message);
    /// To be called after another connection has written.
    void forget() noexcept { has_rows_.reset(); }

private:
    bool has_rows();
    bool has_body(std::int64_t message, const Message& copy);

    std::optional<bool> has_rows_;
    sqlite::Statement stored_;
    sqlite::Statement is_imported_;
    sqlite::Statement any_;
    sqlite::Statement insert_;
    sqlite::Statement confirm_;
    sqlite::Statement has_body_;
};

}  // namespace boswell::archive
