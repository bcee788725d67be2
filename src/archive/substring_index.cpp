// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/substring_index.hpp"

#include "base/error.hpp"
#include "base/integer.hpp"
#include "query/coarse.hpp"
#include "sqlite/statement.hpp"

#include <fmt/format.h>

namespace boswell::archive {

using Phase = SubstringIndex::Phase;

static constexpr auto read_sql =
    "SELECT CAST(value AS TEXT) FROM property WHERE name = 'substring-index'";

static constexpr auto write_sql = R"(
INSERT INTO property (name, value)
VALUES ('substring-index', CAST(?1 AS BLOB))
ON CONFLICT (name) DO UPDATE
SET value = excluded.value)";

static constexpr auto delete_sql = "DELETE FROM property WHERE name = 'substring-index'";

std::string trigram_text(std::string_view searched) {
    auto text = query::coarse(searched);
    if (searched.find(cut_mark) != searched.npos) text += cut_trigram;
    return text;
}

SubstringIndex read_substring_index(const sqlite::Database& database) {
    sqlite::Statement statement(database, read_sql);
    auto use = statement.use();
    if (!use.next()) return {};
    const auto value = use.get<std::string>(0);
    if (value == "complete") return {Phase::complete};
    if (value == "removing") return {Phase::removing};
    const auto until = parse_integer<std::int64_t>(value);
    if (!until)
        throw Error("{}: property 'substring-index' is '{}'", database.path().string(), value);
    return {Phase::building, *until};
}

static std::string to_text(const SubstringIndex& index) {
    if (index.phase == Phase::complete) return "complete";
    if (index.phase == Phase::removing) return "removing";
    return fmt::format("{}", index.until);
}

void write_substring_index(sqlite::Database& database, const SubstringIndex& index) {
    if (index.phase == Phase::none) return database.execute(delete_sql);
    sqlite::Statement(database, write_sql).run(to_text(index));
}

}  // namespace boswell::archive
