// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/substring_index_keeper.hpp"

#include "archive/reader.hpp"
#include "support/agent_life.hpp"
#include "support/captured_log.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

using namespace boswell;
using namespace std::chrono_literals;
using test::account_config;
using test::AgentLife;
using test::config_of;

static const std::string alice = "alice@example.org";

static agent::Config config(std::optional<bool> substring_index) {
    auto config = config_of({account_config(alice)});
    config.substring_index = substring_index;
    return config;
}

static std::string index_of(const AgentLife& life) {
    return archive::Reader(life.path()).stats().substring_index;
}

TEST_CASE("an index that the configuration wants is made, kept, and removed after SIGHUP") {
    const test::CapturedLog log;
    AgentLife life(config(false));
    life.begins();
    auto& visit = life.visit(alice);
    visit.lets_in();
    visit.says("lighthouse");
    life.until([&] { return life.messages() == 1; });
    CHECK(index_of(life).empty());
    life.reads_again(config(true));
    life.until([&] { return index_of(life) == "complete"; });
    visit.says("greenhouse");
    life.until([&] { return life.messages() == 2; });
    query::Query query;
    query.where.kind = query::Expression::Kind::text;
    query.where.text = {query::Match::substring, "house"};
    CHECK(archive::Reader(life.path()).count_messages(query.where) == 2);
    CHECK(archive::Reader(life.path()).verify().empty());
    life.reads_again(config(false));
    life.until([&] { return index_of(life).empty(); });
    CHECK(archive::Reader(life.path()).count_messages(query.where) == 2);
}

TEST_CASE("an agent without a configuration file leaves the index as it is") {
    AgentLife life(config(true));
    life.begins();
    life.until([&] { return index_of(life) == "complete"; });
    life.agent.reset();
    life.configuration = config(std::nullopt);
    life.begins();
    life.rests_a_while();
    CHECK(index_of(life) == "complete");
}

TEST_CASE("an index that cannot be kept is made when the archive is put right") {
    AgentLife life(config(std::nullopt));
    life.begins();
    life.rests_a_while();
    {
        SQLite::Database(life.path().string(), SQLite::OPEN_READWRITE)
            .exec("INSERT INTO property VALUES ('substring-index', CAST('nonsense' AS BLOB))");
        life.reads_again(config(true));
        life.rests_a_while();
        SQLite::Database(life.path().string(), SQLite::OPEN_READWRITE)
            .exec("DELETE FROM property WHERE name = 'substring-index'");
    }
    life.until([&] {
        life.reads_again(config(true));  // whoever has put it right says so
        return index_of(life) == "complete";
    });
}
