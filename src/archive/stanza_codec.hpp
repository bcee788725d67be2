// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/database.hpp"

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
    /// message_copy.dictionary_id and message_copy.stanza.
    struct Packed {
        std::optional<std::int64_t> dictionary;  ///< nullopt: the bytes are the stanza itself
        std::string_view bytes;                  ///< valid until the next call
    };

    /// Adds the dictionary of this program to the table, if it is not there. To be called by the
    /// holder of the lock, within a transaction.
    static void add_dictionary(sqlite::Database& database);

    /// If the archive does not have the dictionary of this program, nothing is packed.
    explicit StanzaPacker(const sqlite::Database& database);

    Packed pack(std::string_view stanza);

private:
    std::optional<std::int64_t> dictionary_id_;
    std::unique_ptr<ZSTD_CDict_s, ZstdDelete> dictionary_;
    std::unique_ptr<ZSTD_CCtx_s, ZstdDelete> context_;
    std::string buffer_;
};

/// Undoes StanzaPacker, with whatever dictionary of the archive was used.
class StanzaUnpacker {
public:
    explicit StanzaUnpacker(const sqlite::Database& database);

    /// Throws Error if the bytes are damaged, the dictionary is missing, or the stanza would be
    /// larger than 64 MB.
    std::string unpack(std::optional<std::int64_t> dictionary, std::string_view bytes);

private:
    const ZSTD_DDict_s* find(std::int64_t dictionary);

    const sqlite::Database& database_;
    std::unique_ptr<ZSTD_DCtx_s, ZstdDelete> context_;
    std::map<std::int64_t, std::unique_ptr<ZSTD_DDict_s, ZstdDelete>> dictionaries_;
};

}  // namespace boswell::archive
