// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/verify_search.hpp"

#include "sqlite/statement.hpp"

#include <xxhash.h>

#include <array>
#include <cstdint>
#include <optional>

namespace boswell::archive {

static constexpr std::int64_t portion = 20'000;

static constexpr auto remedy = "stop boswelld and run 'boswell reindex --rebuild'";

// A text without a single character that is searched for, such as a lone U+200D, need not be in
// the index; it is there only if the index was rebuilt.
static constexpr auto not_indexed_sql = R"(
SELECT count(*)
FROM search_content
WHERE text <> '' AND id NOT IN (SELECT id FROM search_docsize))";

static constexpr auto without_message_sql = R"(
SELECT count(*)
FROM search_docsize
WHERE id NOT IN (SELECT id FROM search_content))";

static constexpr auto copy_sql = R"(
INSERT INTO temp.fresh (rowid, text, conversation)
SELECT id, text, conversation
FROM search_content
WHERE id > ?1 AND id <= ?2 AND (text <> '' OR id IN (SELECT id FROM search_docsize)))";

static constexpr auto last_sql = R"(
SELECT max(id)
FROM (SELECT id FROM search_content WHERE id > ?1 ORDER BY id LIMIT ?2))";

// The tokenizer as in the schema; without prefixes, which are made of the same words.
static constexpr auto create_sql = R"(
CREATE VIRTUAL TABLE temp.fresh USING fts5 (
    text, conversation, content = '',
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co So Sk'"
);
CREATE VIRTUAL TABLE temp.fresh_words USING fts5vocab(temp, fresh, instance);
CREATE VIRTUAL TABLE temp.stored_words USING fts5vocab(main, search, instance);)";

static constexpr auto drop_sql = R"(
DROP TABLE IF EXISTS temp.fresh_words;
DROP TABLE IF EXISTS temp.stored_words;
DROP TABLE IF EXISTS temp.fresh;)";

namespace {

/// The tables in memory that the check needs, gone at the end of the scope.
class FreshIndex {
public:
    explicit FreshIndex(sqlite::Database& database) : database_(database) {
        database_.execute(create_sql);
    }
    ~FreshIndex() { database_.get().tryExec(drop_sql); }
    FreshIndex(const FreshIndex&) = delete;
    FreshIndex& operator=(const FreshIndex&) = delete;

    std::uint64_t sum_stored() { return sum("temp.stored_words"); }
    std::uint64_t sum_fresh();

private:
    std::uint64_t sum(const char* table);

    sqlite::Database& database_;
};

/// A sum over each word with its place, so that the order in which the words are read is of no
/// importance.
std::uint64_t FreshIndex::sum(const char* table) {
    sqlite::Statement words(database_, fmt::format("SELECT term, doc, col, offset FROM {}", table));
    std::uint64_t sum = 0;
    for (auto use = words.use(); use.next();) {
        const auto term = use.get<std::string_view>(0);
        const auto column = use.get<std::string_view>(2);
        const std::array<std::int64_t, 3> place{use.get<std::int64_t>(1), use.get<std::int64_t>(3),
                                                column == "text" ? 0 : 1};
        sum +=
            XXH3_64bits_withSeed(term.data(), term.size(), XXH3_64bits(place.data(), sizeof place));
    }
    return sum;
}

std::uint64_t FreshIndex::sum_fresh() {
    sqlite::Statement copy(database_, copy_sql);
    sqlite::Statement last(database_, last_sql);
    std::uint64_t total = 0;
    std::int64_t after = INT64_MIN;
    while (true) {
        const auto end = [&] {
            auto use = last.use(after, portion);
            use.next();
            return use.get<std::optional<std::int64_t>>(0);
        }();
        if (!end) return total;
        copy.run(after, *end);
        total += sum("temp.fresh_words");
        database_.execute("INSERT INTO temp.fresh (fresh) VALUES ('delete-all')");
        after = *end;
    }
}

}  // namespace

static void compare(sqlite::Database& database, std::vector<std::string>& faults) {
    FreshIndex index(database);
    if (index.sum_stored() != index.sum_fresh())
        faults.push_back(
            fmt::format("the search index does not hold the words of the messages; {}", remedy));
}

void verify_search(sqlite::Database& database, std::vector<std::string>& faults) {
    const auto not_indexed = database.integer(not_indexed_sql);
    const auto without_message = database.integer(without_message_sql);
    if (not_indexed > 0)
        faults.push_back(fmt::format(
            "{} messages are not in the search index; run 'boswell reindex'", not_indexed));
    if (without_message > 0)
        faults.push_back(fmt::format("the search index has {} messages that do not exist; {}",
                                     without_message, remedy));
    if (not_indexed == 0 && without_message == 0) compare(database, faults);
}

}  // namespace boswell::archive
