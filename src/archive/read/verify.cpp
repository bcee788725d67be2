// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/connection.hpp"
#include "archive/read/verify_days.hpp"
#include "archive/read/verify_presence.hpp"
#include "archive/read/verify_search.hpp"
#include "archive/read/verify_substrings.hpp"
#include "archive/schema.hpp"
#include "base/digest.hpp"
#include "sqlite/schema_objects.hpp"

namespace boswell::archive {

using Faults = std::vector<std::string>;

// SQLite stops looking after so many faults of its own.
static constexpr auto integrity_sql = "PRAGMA integrity_check(100)";

static constexpr auto counters_sql = R"(
SELECT conversation.id, conversation.messages, count(message.id) - count(hidden.message_id),
       conversation.first_stamp IS NOT min(message.stamp)
         OR conversation.last_stamp IS NOT max(message.stamp)
FROM conversation
LEFT JOIN message ON message.conversation_id = conversation.id
LEFT JOIN annotation AS hidden ON hidden.message_id = message.id AND hidden.hides
GROUP BY conversation.id
HAVING conversation.messages <> count(message.id) - count(hidden.message_id)
    OR conversation.first_stamp IS NOT min(message.stamp)
    OR conversation.last_stamp IS NOT max(message.stamp))";

static constexpr auto avatars_sql = R"(
SELECT sha1, bytes
FROM avatar)";

static std::string stanzas_sql() {
    return fmt::format(
        "SELECT copy.id, copy.message_id, {} FROM message_copy AS copy "
        "JOIN message ON message.id = copy.message_id {} WHERE copy.stanza IS NOT NULL",
        StanzaUnpacker::columns(), repeated_joins);
}

// Rows that a reader would not look for.
static constexpr auto overlooked_sql = R"(
WITH related (message_id, bit) AS (
    SELECT message_id, 1 FROM message_body UNION ALL
    SELECT message_id, 2 FROM attachment UNION ALL
    SELECT message_id, 4 FROM annotation UNION ALL
    SELECT target_id, 8 FROM annotation WHERE target_id IS NOT NULL UNION ALL
    SELECT message_id, 32 FROM mention UNION ALL
    SELECT message_id, 32 FROM link_preview UNION ALL
    SELECT message_id, 64 FROM local_time
)
SELECT DISTINCT message.id
FROM related
JOIN message ON message.id = related.message_id
WHERE message.has & related.bit = 0)";

// Nor for these, if it looks for what somebody wrote.
static constexpr auto overlooked_parties_sql = R"(
SELECT message.id
FROM conversation
JOIN account ON account.id = conversation.account_id
LEFT JOIN address AS own ON own.jid = account.jid
CROSS JOIN message ON message.conversation_id = conversation.id
WHERE (message.from_id NOT IN (with_id, ifnull(own.id, 0))
       AND NOT EXISTS (SELECT 1 FROM third_party AS party
                       WHERE party.address_id = from_id AND party.conversation_id = conversation.id))
   OR (message.to_id NOT IN (with_id, ifnull(own.id, 0))
       AND NOT EXISTS (SELECT 1 FROM third_party AS party
                       WHERE party.address_id = to_id AND party.conversation_id = conversation.id)))";

static void verify_file(const sqlite::Database& database, Faults& faults) {
    sqlite::Statement statement(database, integrity_sql);
    for (auto use = statement.use(); use.next();) {
        if (use.get<std::string_view>(0) != "ok")
            faults.push_back("the file is damaged: " + use.get<std::string>(0));
    }
}

static void verify_objects(const sqlite::Database& database, Faults& faults) {
    sqlite::require_own_objects(database, schema());
    for (const auto& name : sqlite::foreign_objects(database, schema())) {
        if (name.starts_with("trigger "))
            faults.push_back(fmt::format(
                "{} is not Boswell's; it has no effect, but somebody put it there", name));
    }
}

static void verify_references(const sqlite::Database& database, Faults& faults) {
    sqlite::Statement statement(database, "PRAGMA foreign_key_check");
    for (auto use = statement.use(); use.next();) {
        faults.push_back(fmt::format("row {} of table {} points to a row of table {} that is gone",
                                     use.get<std::int64_t>(1), use.get<std::string>(0),
                                     use.get<std::string>(2)));
    }
}

static void verify_counters(const sqlite::Database& database, Jids& jids, Faults& faults) {
    sqlite::Statement statement(database, counters_sql);
    for (auto use = statement.use(); use.next();) {
        const auto& conversation = jids.conversation(use.get<std::int64_t>(0));
        const auto says = use.get<std::int64_t>(1);
        const auto has = use.get<std::int64_t>(2);
        auto fault =
            fmt::format("the counters of the conversation of {} with {} are wrong: it says",
                        conversation.account.str(), conversation.with.str());
        if (says != has) fault += fmt::format(" {} messages, and has {}", says, has);
        if (use.get<bool>(3))
            fault += fmt::format("{} other times of its first and last message than they have",
                                 says != has ? ";" : "");
        faults.push_back(std::move(fault));
    }
}

static void verify_related(const sqlite::Database& database, Faults& faults) {
    sqlite::Statement statement(database, overlooked_sql);
    for (auto use = statement.use(); use.next();)
        faults.push_back(fmt::format("message {} has rows in tables that its column 'has' denies",
                                     use.get<std::int64_t>(0)));
}

static void verify_parties(const sqlite::Database& database, Faults& faults) {
    sqlite::Statement statement(database, overlooked_parties_sql);
    for (auto use = statement.use(); use.next();)
        faults.push_back(fmt::format("message {} is by or to somebody whom third_party lacks",
                                     use.get<std::int64_t>(0)));
}

static void verify_avatars(const sqlite::Database& database, Faults& faults) {
    sqlite::Statement statement(database, avatars_sql);
    for (auto use = statement.use(); use.next();) {
        const auto expected = use.get<std::string>(0);
        const auto found = sha1_hex(use.get<sqlite::Blob>(1).bytes);
        if (found != expected)
            faults.push_back(fmt::format("avatar {} has bytes whose SHA-1 is {}", expected, found));
    }
}

static void verify_stanzas(const sqlite::Database& database, StanzaUnpacker& unpacker,
                           Faults& faults) {
    sqlite::Statement statement(database, stanzas_sql());
    for (auto use = statement.use(); use.next();) {
        try {
            unpacker.read(use, 2);
        } catch (const Error& error) {
            faults.push_back(fmt::format("the stanza of copy {} of message {} cannot be read: {}",
                                         use.get<std::int64_t>(0), use.get<std::int64_t>(1),
                                         error.what()));
        }
    }
}

/// Damage ends the check that meets it; the next check is made all the same.
template <typename Check>
static void run(const char* subject, Faults& faults, Check check) {
    try {
        check();
    } catch (const sqlite::Unavailable&) {
        throw;
    } catch (const Error& error) {
        faults.push_back(fmt::format("{} cannot be read: {}", subject, error.what()));
    }
}

std::vector<std::string> Reader::verify() const {
    const ReadTransaction transaction(*connection_);
    auto& database = connection_->database;
    Faults faults;
    run("the file", faults, [&] { verify_file(database, faults); });
    run("the schema", faults, [&] { verify_objects(database, faults); });
    run("a reference", faults, [&] { verify_references(database, faults); });
    run("the search index", faults, [&] { verify_search(database, faults); });
    run("the index for substrings", faults, [&] { verify_substrings(database, faults); });
    run("a conversation", faults, [&] { verify_counters(database, connection_->jids, faults); });
    run("a day", faults, [&] { verify_days(database, connection_->jids, faults); });
    run("a presence", faults, [&] { verify_presence(database, connection_->jids, faults); });
    run("a message", faults, [&] { verify_related(database, faults); });
    run("a party", faults, [&] { verify_parties(database, faults); });
    run("an avatar", faults, [&] { verify_avatars(database, faults); });
    run("a stanza", faults, [&] { verify_stanzas(database, connection_->unpacker, faults); });
    return faults;
}

std::vector<std::string> Reader::foreign_objects() const {
    return sqlite::foreign_objects(connection_->database, schema());
}

}  // namespace boswell::archive
