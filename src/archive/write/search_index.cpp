// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/search_index.hpp"

#include "base/text.hpp"
#include "query/segment.hpp"

#include <utility>

namespace boswell::archive {

static constexpr auto insert_sql = R"(
INSERT INTO search (rowid, text, conversation)
VALUES (?1, ?2, ?3))";

static constexpr auto remove_sql = R"(
INSERT INTO search (search, rowid, text, conversation)
VALUES ('delete', ?1, ?2, ?3))";

/// Of a longer text only the beginning is indexed: a stranger may send megabytes of short words,
/// and whoever else is waiting for the archive would wait for them. No word is cut.
static constexpr std::size_t most_indexed = 1u << 20;

static std::string_view beginning_of(std::string_view text) {
    const auto beginning = utf8_prefix(text, most_indexed);
    if (beginning.size() == text.size()) return text;
    const auto end = beginning.find_last_of(" \t\r\n");
    return beginning.substr(0, end);
}

/// Says that the text is cut, once.
static void mark_as_cut(std::string& text) {
    if (text.find(cut_mark) == text.npos) text += cut_mark;
}

static void append_line(std::string& text, std::string_view line) {
    if (line.empty()) return;
    if (!text.empty()) text += '\n';
    text += line;
}

static std::string lines(std::string_view first, std::string_view second) {
    std::string text(first);
    append_line(text, second);
    return text;
}

IndexedText indexed_text(std::string_view body, std::string_view subject,
                         std::string_view searched) {
    const auto beginning = beginning_of(searched);
    auto text = query::segment(lines(beginning, subject));
    if (beginning.size() < searched.size()) mark_as_cut(text);
    const auto from_columns = lines(body, subject);  // as in the view search_content
    if (text == from_columns) return {std::move(text), std::nullopt};
    return {text, text};
}

static constexpr std::size_t most_of_versions = std::size_t{256} * 1024;

std::string with_version(std::string_view text, std::string_view original,
                         std::string_view version) {
    if (version.empty()) return std::string(text);
    if (text.size() + version.size() <= most_of_versions) return lines(text, version);
    auto latest = lines(original, version);
    mark_as_cut(latest);
    return latest;
}

std::string with_links(std::string text, std::span<const Attachment> files,
                       std::span<const LinkPreview> previews) {
    const auto add = [&text](std::string_view words) {
        if (text.find(words) == std::string::npos) append_line(text, words);
    };
    for (const auto& file : files) {
        add(file.description);
        add(file.caption);
        add(percent_decoded(file.url));
        add(file.url);
    }
    for (const auto& preview : previews) add(preview.title);
    return text;
}

std::string searched_text(const Message& message) {
    std::string text(shown_text(message));
    const bool has_others = !message.shown && message.encryption.empty();
    const auto best = best_text(message.bodies);
    for (const auto& body : message.bodies) {
        if (has_others && body.text != best) append_line(text, body.text);
    }
    return with_links(std::move(text), message.attachments, message.previews);
}

SearchIndex::SearchIndex(sqlite::Database& database)
    : insert_(database, insert_sql), remove_(database, remove_sql), trigrams_(database) {}

static std::string token(std::int64_t conversation) { return fmt::format("c{}", conversation); }

void SearchIndex::add(std::int64_t message, std::int64_t conversation, std::string text) {
    if (text.empty()) return;
    pending_.insert_or_assign(message, Row{conversation, std::move(text)});
}

void SearchIndex::replace(std::int64_t message, std::int64_t conversation,
                          std::string_view old_text, std::string text) {
    if (!old_text.empty() && !pending_.contains(message))
        remove_row(message, conversation, old_text);
    add(message, conversation, std::move(text));
}

void SearchIndex::remove(std::int64_t message, std::int64_t conversation, std::string_view text) {
    if (text.empty() || pending_.erase(message) > 0) return;
    remove_row(message, conversation, text);
}

void SearchIndex::remove_row(std::int64_t message, std::int64_t conversation,
                             std::string_view text) {
    remove_.run(message, text, token(conversation));
    trigrams_.remove(message, text);
}

void SearchIndex::flush() {
    for (const auto& [message, row] : pending_) {
        insert_.run(message, row.text, token(row.conversation));
        trigrams_.add(message, row.text);
    }
    pending_.clear();
}

void SearchIndex::forget() noexcept {
    pending_.clear();
    trigrams_.forget();
}

}  // namespace boswell::archive
