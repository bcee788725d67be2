// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/quick_check.hpp"

#include "sqlite/database.hpp"
#include "sqlite/function.hpp"
#include "sqlite/statement.hpp"

#include <fmt/core.h>

#include <functional>
#include <vector>

namespace boswell::archive {

using Clock = std::chrono::steady_clock;

// The tables of a full-text index are among them; the virtual table itself has no pages.
static constexpr auto tables_sql = R"(
SELECT name
FROM sqlite_schema
WHERE type = 'table' AND rootpage > 0
ORDER BY rootpage)";

static constexpr auto check_sql = "SELECT * FROM pragma_quick_check(?1)";

/// Describes the damage in the table. "" means none, or that time was up before all was seen.
static std::string check_table(const std::filesystem::path& path, const std::string& table,
                               const std::function<bool()>& is_over) {
    std::string finding;
    try {
        sqlite::Database database(path, sqlite::Access::read_only);
        const sqlite::Interruption scope(database, is_over);
        sqlite::Statement check(database, check_sql);
        auto use = check.use(table);
        if (use.next() && use.get<std::string_view>(0) != "ok") finding = use.get<std::string>(0);
    } catch (const sqlite::Damaged& error) {
        finding = error.what();
    } catch (const sqlite::Unavailable&) {
        return {};  // a locked archive or a failed read is no damage
    } catch (const Error&) {
        if (!is_over()) throw;
    }
    return finding;
}

static std::vector<std::string> tables_of(const std::filesystem::path& path) {
    std::vector<std::string> names;
    const sqlite::Database database(path, sqlite::Access::read_only);
    sqlite::Statement statement(database, tables_sql);
    for (auto use = statement.use(); use.next();) names.push_back(use.get<std::string>(0));
    return names;
}

std::string quick_check(const std::filesystem::path& path, const std::stop_token& stop,
                        std::chrono::milliseconds longest) {
    for (const auto& table : tables_of(path)) {
        if (stop.stop_requested()) return {};
        const auto look = [&] {
            const auto end = Clock::now() + longest;
            return check_table(path, table,
                               [&] { return stop.stop_requested() || Clock::now() >= end; });
        };
        if (look().empty()) continue;
        if (const auto confirmed = look(); !confirmed.empty())
            return fmt::format("table {}: {}", table, confirmed);
    }
    return {};
}

}  // namespace boswell::archive
