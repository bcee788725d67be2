// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/connection.hpp"

namespace boswell::archive {

static constexpr auto runs_sql = R"(
SELECT id, path, began_at, ended_at, messages, presences, contacts, undone_at, formats
FROM import_run
ORDER BY id)";

static constexpr auto formats_sql = "SELECT value FROM json_each(?1)";

std::vector<ImportRunRecord> Reader::import_runs() const {
    const ReadTransaction transaction(*connection_);
    sqlite::Statement statement(connection_->database, runs_sql);
    sqlite::Statement formats(connection_->database, formats_sql);
    std::vector<ImportRunRecord> runs;
    for (auto use = statement.use(); use.next();) {
        ImportRunRecord run{.run = use.get<std::int64_t>(0),
                            .formats = {},
                            .path = use.get<std::string>(1),
                            .at = use.get<Time>(2),
                            .ended_at = use.get<std::optional<Time>>(3),
                            .messages = use.get<std::int64_t>(4),
                            .presences = use.get<std::int64_t>(5),
                            .contacts = use.get<std::int64_t>(6),
                            .undone_at = use.get<std::optional<Time>>(7)};
        for (auto format = formats.use(use.get<std::string_view>(8)); format.next();)
            run.formats.push_back(format.get<std::string>(0));
        runs.push_back(std::move(run));
    }
    return runs;
}

}  // namespace boswell::archive
