// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/trigram_index.hpp"
#include "model/message.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace boswell::archive {

/// The text of a message as the search index holds it.
struct IndexedText {
    std::string text;                      ///< "" if there is nothing to search
    std::optional<std::string> segmented;  ///< message.segmented: the text where it differs
};

/// `body` and `subject` are those of the row, `searched` is searched instead of `body`: as much of
/// it as fits into 1 MiB, with a cut mark (substring_index.hpp) if that is not all.
IndexedText indexed_text(std::string_view body, std::string_view subject,
                         std::string_view searched);

/// The text that is searched in addition to the subject: the text that people read, the bodies in
/// other languages, the names, captions and addresses of files, and the titles of link previews.
std::string searched_text(const Message& message);
/// `text` and what it does not have of the names, captions and addresses of those files, and of the
/// titles of these pages; of an address with escapes both forms.
std::string with_links(std::string text, std::span<const Attachment> files,
                       std::span<const LinkPreview> previews);

/// The text of a corrected message: `text` of it and of its versions so far, and that of the next
/// version. If all of them together are very long, only `original`, which is the text of the
/// message itself, and the latest version can be found: somebody may correct a long message without
/// end. A cut mark then says so.
std::string with_version(std::string_view text, std::string_view original,
                         std::string_view version);

/// Table search, and the optional table trigram beside it. Rows are kept back and written at the
/// end of a batch in the order of their ids, because FTS5 writes its pending rows to the disk
/// whenever an id is smaller than the last one.
class SearchIndex {
public:
    explicit SearchIndex(sqlite::Database& database);

    void add(std::int64_t message, std::int64_t conversation, std::string text);
    /// `old_text` must be the text that add() was given, as must `text` of remove().
    void replace(std::int64_t message, std::int64_t conversation, std::string_view old_text,
                 std::string text);
    void remove(std::int64_t message, std::int64_t conversation, std::string_view text);
    /// To be called before the commit.
    void flush();
    /// To be called after a transaction was undone, and after another connection has written.
    void forget() noexcept;

private:
    void remove_row(std::int64_t message, std::int64_t conversation, std::string_view text);

    struct Row {
        std::int64_t conversation;
        std::string text;
    };
    sqlite::Statement insert_;
    sqlite::Statement remove_;
    TrigramIndex trigrams_;
    std::map<std::int64_t, Row> pending_;
};

}  // namespace boswell::archive
