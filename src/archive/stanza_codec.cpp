// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/stanza_codec.hpp"

#include "archive/schema.hpp"
#include "sqlite/statement.hpp"

#include <zstd.h>

#include <new>

namespace boswell::archive {

static constexpr std::string_view find_same_sql = "SELECT id FROM dictionary WHERE content = ?1";
static constexpr std::string_view insert_sql = "INSERT INTO dictionary (content) VALUES (?1)";
static constexpr std::string_view find_sql = "SELECT content FROM dictionary WHERE id = ?1";

// 3.5 us a stanza; level 1 takes half of that and 5 % more room.
static constexpr int level = 3;
static constexpr std::size_t largest_stanza = 64u << 20;

// With these four bytes each frame of zstd begins (RFC 8878, 3.1.1), so they are not stored. What
// follows never begins with the first of them: bit 3 of a frame header descriptor is 0.
static constexpr std::string_view magic = "\x28\xB5\x2F\xFD";

static std::string with_magic(std::string_view frame) {
    std::string whole(frame.starts_with(magic.front()) ? "" : magic);
    return whole.append(frame);
}

void ZstdDelete::operator()(ZSTD_CCtx* context) const noexcept { ZSTD_freeCCtx(context); }
void ZstdDelete::operator()(ZSTD_DCtx* context) const noexcept { ZSTD_freeDCtx(context); }
void ZstdDelete::operator()(ZSTD_CDict* dictionary) const noexcept { ZSTD_freeCDict(dictionary); }
void ZstdDelete::operator()(ZSTD_DDict* dictionary) const noexcept { ZSTD_freeDDict(dictionary); }

template <typename T>
static T* allocated(T* object) {
    if (object == nullptr) throw std::bad_alloc();
    return object;
}

static std::optional<std::int64_t> find_dictionary(const sqlite::Database& database) {
    sqlite::Statement find(database, find_same_sql);
    auto use = find.use(sqlite::Blob{stanza_dictionary()});
    if (!use.next()) return std::nullopt;
    return use.get<std::int64_t>(0);
}

void StanzaPacker::add_dictionary(sqlite::Database& database) {
    if (find_dictionary(database)) return;
    sqlite::Statement(database, insert_sql).run(sqlite::Blob{stanza_dictionary()});
}

StanzaPacker::StanzaPacker(const sqlite::Database& database)
    : dictionary_id_(find_dictionary(database)),
      dictionary_(allocated(
          ZSTD_createCDict(stanza_dictionary().data(), stanza_dictionary().size(), level))),
      context_(allocated(ZSTD_createCCtx())) {}

std::optional<std::int32_t> StanzaPacker::Packed::signed_hash() const {
    if (!hash) return std::nullopt;
    return static_cast<std::int32_t>(*hash);
}

StanzaPacker::Packed StanzaPacker::pack(std::string_view stanza, const RepeatedTexts& texts) {
    std::optional<std::uint32_t> hash;
    if (auto marked = with_marks(stanza, texts)) {
        hash = stanza_hash(stanza);
        marked_ = *std::move(marked);
        stanza = marked_;
    }
    if (!dictionary_id_) return {std::nullopt, stanza, hash};
    buffer_.resize(ZSTD_compressBound(stanza.size()));
    const auto size = ZSTD_compress_usingCDict(context_.get(), buffer_.data(), buffer_.size(),
                                               stanza.data(), stanza.size(), dictionary_.get());
    if (ZSTD_isError(size) || size >= stanza.size()) return {std::nullopt, stanza, hash};
    return {dictionary_id_, std::string_view(buffer_).substr(0, size).substr(magic.size()), hash};
}

RepeatedTexts repeated_texts(const sqlite::Use& row, int column) {
    return {.body = row.get<std::string_view>(column),
            .message_id = row.get<std::string_view>(column + 1),
            .thread = row.get<std::string_view>(column + 2),
            .from = row.get<std::string_view>(column + 3),
            .from_resource = row.get<std::string_view>(column + 4),
            .to = row.get<std::string_view>(column + 5),
            .to_resource = row.get<std::string_view>(column + 6),
            .stanza_id = {},
            .claimed_stamp = {}};
}

StanzaUnpacker::StanzaUnpacker(const sqlite::Database& database)
    : database_(database), context_(allocated(ZSTD_createDCtx())) {}

const ZSTD_DDict* StanzaUnpacker::find(std::int64_t dictionary) {
    if (const auto known = dictionaries_.find(dictionary); known != dictionaries_.end())
        return known->second.get();
    sqlite::Statement find(database_, find_sql);
    auto use = find.use(dictionary);
    if (!use.next()) throw Error("the archive has no stanza dictionary {}", dictionary);
    const auto content = use.get<sqlite::Blob>(0).bytes;
    std::unique_ptr<ZSTD_DDict, ZstdDelete> loaded(
        allocated(ZSTD_createDDict(content.data(), content.size())));
    return dictionaries_.emplace(dictionary, std::move(loaded)).first->second.get();
}

std::string StanzaUnpacker::columns() {
    return fmt::format(
        "copy.dictionary_id, copy.stanza, copy.stanza_hash, copy.stanza_id, "
        "copy.claimed_stamp, {}",
        repeated_columns);
}

RepeatedTexts StanzaUnpacker::texts(const sqlite::Use& row, int column) {
    auto texts = repeated_texts(row, column + 5);
    texts.stanza_id = row.get<std::string_view>(column + 3);
    texts.claimed_stamp = row.get<std::optional<Time>>(column + 4);
    return texts;
}

std::string StanzaUnpacker::read(const sqlite::Use& row, int column) {
    return unpack({.dictionary = row.get<std::optional<std::int64_t>>(column),
                   .bytes = row.get<sqlite::Blob>(column + 1).bytes,
                   .hash = row.get<std::optional<std::uint32_t>>(column + 2)},
                  texts(row, column));
}

std::string StanzaUnpacker::unpack(const StanzaPacker::Packed& packed, const RepeatedTexts& texts) {
    auto stanza = packed.dictionary ? decompress(*packed.dictionary, packed.bytes)
                                    : std::string(packed.bytes);
    if (!packed.hash) return stanza;
    stanza = without_marks(stanza, texts);
    if (stanza_hash(stanza) != *packed.hash)
        throw Error("the row of its message has changed, and the stanza cannot be put together");
    return stanza;
}

std::string StanzaUnpacker::decompress(std::int64_t dictionary, std::string_view frame) {
    const auto bytes = with_magic(frame);
    const auto size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
    if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR || size > largest_stanza)
        throw Error("a packed stanza is damaged");
    std::string stanza(size, '\0');
    const auto got = ZSTD_decompress_usingDDict(context_.get(), stanza.data(), stanza.size(),
                                                bytes.data(), bytes.size(), find(dictionary));
    if (ZSTD_isError(got)) throw Error("a packed stanza is damaged: {}", ZSTD_getErrorName(got));
    stanza.resize(got);
    return stanza;
}

}  // namespace boswell::archive
