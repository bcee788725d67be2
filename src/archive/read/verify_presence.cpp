// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/verify_presence.hpp"

#include "archive/presence_replay.hpp"
#include "sqlite/statement.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

namespace boswell::archive {

static constexpr auto pairs_sql = R"(
SELECT DISTINCT account_id, contact_id
FROM presence_state)";

static constexpr auto states_sql = R"(
SELECT seen_at, n, held
FROM presence_state
WHERE account_id = ?1 AND contact_id = ?2)";

using States = std::map<PresencePlace, std::optional<std::string>>;

static States states_of(sqlite::Use use) {
    States states;
    while (use.next())
        states.emplace(PresencePlace{use.get<std::int64_t>(0), use.get<std::int64_t>(1)},
                       use.get<std::optional<std::string>>(2));
    return states;
}

void verify_presence(const sqlite::Database& database, Jids& jids,
                     std::vector<std::string>& faults) {
    sqlite::Statement pairs(database, pairs_sql);
    sqlite::Statement states_statement(database, states_sql);
    PresenceReplay replay(database);
    for (auto use = pairs.use(); use.next();) {
        const auto account = use.get<std::int64_t>(0);
        const auto contact = use.get<std::int64_t>(1);
        auto states = states_of(states_statement.use(account, contact));
        replay.run(account, contact, std::nullopt,
                   [&](std::int64_t, const PresencePlace& place, const auto& available) {
                       const auto found = states.find(place);
                       if (found == states.end()) return;
                       if (found->second == held_beside(place, available)) states.erase(found);
                   });
        if (states.empty()) continue;
        faults.push_back(fmt::format(
            "what {} presences of {} have left is wrong, so 'boswell presence' may be wrong for {}",
            states.size(), jids.address(contact).str(), jids.account(account).str()));
    }
}

}  // namespace boswell::archive
