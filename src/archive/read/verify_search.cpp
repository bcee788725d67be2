// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/verify_search.hpp"

#include "sqlite/fts5_tokenizer.hpp"
#include "sqlite/statement.hpp"

#include <xxhash.h>

#include <array>
#include <cstdint>
#include <string_view>

namespace boswell::archive {

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

static constexpr auto texts_sql = R"(
SELECT id, text, conversation
FROM search_content
WHERE text <> '' OR id IN (SELECT id FROM search_docsize))";

static constexpr auto create_sql =
    "CREATE VIRTUAL TABLE temp.stored_words USING fts5vocab(main, search, instance)";
static constexpr auto drop_sql = "DROP TABLE IF EXISTS temp.stored_words";

static constexpr auto stored_sql = "SELECT term, doc, col, offset FROM temp.stored_words";

namespace {

enum class Column : std::int64_t { text, conversation };

/// The words of the index, gone at the end of the scope.
class StoredWords {
public:
    explicit StoredWords(sqlite::Database& database) : database_(database) {
        database_.execute(create_sql);
    }
    ~StoredWords() { database_.get().tryExec(drop_sql); }
    StoredWords(const StoredWords&) = delete;
    StoredWords& operator=(const StoredWords&) = delete;

private:
    sqlite::Database& database_;
};

}  // namespace

/// One term of a sum over each word with its place, so that the order in which the words are read
/// is of no importance.
static std::uint64_t hash(std::string_view word, std::int64_t message, Column column,
                          std::int64_t offset) {
    const std::array<std::int64_t, 3> place{message, offset, static_cast<std::int64_t>(column)};
    return XXH3_64bits_withSeed(word.data(), word.size(), XXH3_64bits(place.data(), sizeof place));
}

static std::uint64_t sum_stored(sqlite::Database& database) {
    const StoredWords table(database);
    sqlite::Statement words(database, stored_sql);
    std::uint64_t sum = 0;
    for (auto use = words.use(); use.next();)
        sum += hash(use.get<std::string_view>(0), use.get<std::int64_t>(1),
                    use.get<std::string_view>(2) == "text" ? Column::text : Column::conversation,
                    use.get<std::int64_t>(3));
    return sum;
}

static std::uint64_t sum_fresh(sqlite::Database& database) {
    // As in the schema.
    const sqlite::Tokenizer words(database, "unicode61",
                                  {"remove_diacritics", "2", "categories", "L* N* Co So Sk"});
    sqlite::Statement texts(database, texts_sql);
    std::uint64_t sum = 0;
    for (auto use = texts.use(); use.next();) {
        const auto id = use.get<std::int64_t>(0);
        const auto add = [&](int at, Column column) {
            words.for_each_word(use.get<std::string_view>(at),
                                [&](std::string_view word, std::int64_t offset) {
                                    sum += hash(word, id, column, offset);
                                });
        };
        add(1, Column::text);
        add(2, Column::conversation);
    }
    return sum;
}

static void compare(sqlite::Database& database, std::vector<std::string>& faults) {
    if (sum_stored(database) != sum_fresh(database))
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
