// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/stanza_marks.hpp"
#include "sqlite/database.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;
struct ZSTD_CDict_s;
struct ZSTD_DDict_s;

namespace boswell::archive {

struct ZstdDelete {
    void operator()(ZSTD_CCtx_s* context) const noexcept;
    void operator()(ZSTD_DCtx_s* context) const noexcept;
    void operator()(ZSTD_CDict_s* dictionary) const noexcept;
    void operator()(ZSTD_DDict_s* dictionary) const noexcept;
};

/// Packs original stanzas by zstd with a dictionary of their usual text, because a single stanza is
/// too short to compress well by itself.
class StanzaPacker {
public:
    /// message_copy.dictionary_id, stanza and stanza_hash.
    struct Packed {
        std::optional<std::int64_t> dictionary;  ///< nullopt: the bytes are not compressed
        std::string_view bytes;                  ///< valid until the next call
        std::optional<std::uint32_t> hash;       ///< nullopt: the bytes have no marks

        /// As the column has it: SQLite stores small integers of either sign in four bytes.
        std::optional<std::int32_t> signed_hash() const;
    };

    /// Adds the dictionary of this program to the table, if it is not there. To be called by the
    /// holder of the lock, within a transaction.
    static void add_dictionary(sqlite::Database& database);

    /// If the archive does not have the dictionary of this program, nothing is packed.
    explicit StanzaPacker(const sqlite::Database& database);

    /// `texts` are those of the rows of the message and of the copy, as they are stored.
    Packed pack(std::string_view stanza, const RepeatedTexts& texts);

private:
    std::optional<std::int64_t> dictionary_id_;
    std::unique_ptr<ZSTD_CDict_s, ZstdDelete> dictionary_;
    std::unique_ptr<ZSTD_CCtx_s, ZstdDelete> context_;
    std::string marked_;
    std::string buffer_;
};

/// The columns of a message from which its copies' stanzas are put together, and the tables that
/// they come from.
inline constexpr std::string_view repeated_columns =
    "message.body, message.message_id, message.thread, sender.jid, sender_resource.name, "
    "recipient.jid, recipient_resource.name";
inline constexpr std::string_view repeated_joins = R"(
JOIN address AS sender ON sender.id = message.from_id
LEFT JOIN resource AS sender_resource ON sender_resource.id = message.from_resource_id
LEFT JOIN address AS recipient ON recipient.id = message.to_id
LEFT JOIN resource AS recipient_resource ON recipient_resource.id = message.to_resource_id
)";
/// `column` is the first of repeated_columns. Valid while the row is.
RepeatedTexts repeated_texts(const sqlite::Use& row, int column);

/// Undoes StanzaPacker, with whatever dictionary of the archive was used.
class StanzaUnpacker {
public:
    explicit StanzaUnpacker(const sqlite::Database& database);

    /// All that is needed to read the stanza of a copy: the statement's FROM begins with
    /// `message_copy AS copy` and `message`, then come the repeated_joins.
    static std::string columns();
    /// The stanza of the row whose first of columns() is `column`; "" if it has none. Throws Error
    /// if the bytes are damaged, the dictionary is missing, the row's texts are no longer those of
    /// the stanza, or it would be larger than 64 MB.
    std::string read(const sqlite::Use& row, int column);
    /// The texts that its marks stand for. Valid while the row is.
    static RepeatedTexts texts(const sqlite::Use& row, int column);
    std::string unpack(const StanzaPacker::Packed& packed, const RepeatedTexts& texts);

private:
    std::string decompress(std::int64_t dictionary, std::string_view frame);
    const ZSTD_DDict_s* find(std::int64_t dictionary);

    const sqlite::Database& database_;
    std::unique_ptr<ZSTD_DCtx_s, ZstdDelete> context_;
    std::map<std::int64_t, std::unique_ptr<ZSTD_DDict_s, ZstdDelete>> dictionaries_;
};

}  // namespace boswell::archive
