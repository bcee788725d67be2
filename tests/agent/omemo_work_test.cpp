// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/omemo_work.hpp"

#include "archive/write/omemo_keys.hpp"
#include "omemo/memory_store.hpp"
#include "omemo/reading.hpp"
#include "omemo/session.hpp"
#include "omemo/writing.hpp"
#include "sqlite/database.hpp"
#include "support/agent_life.hpp"
#include "support/builders.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace std::chrono_literals;
using test::account_config;
using test::AgentLife;
using test::config_of;
using Texts = std::vector<std::string>;

static const std::string alice = "alice@example.org";

namespace {

/// Alice's agent, and Romeo, who encrypts to it.
struct Correspondence {
    Correspondence() : life(config_of({config()})) {
        life.begins();
        arrives();
        REQUIRE(visit->dependencies.options.omemo.size() == 2);
        us = {Jid::of(alice), visit->dependencies.options.omemo.front().device};
        REQUIRE(omemo::begin_session(us, visit->dependencies.options.omemo.front(), romeos));
    }
    static agent::AccountConfig config() {
        auto config = account_config(alice);
        config.omemo = true;
        return config;
    }
    void arrives(std::vector<std::string> features = {}, bool resumed = false) {
        visit = &life.visit(alice);
        visit->mechanism = "PLAIN";
        visit->online = true;
        ConnectionChanged change;
        change.state = ConnectionState::online;
        change.at = life.network.clock.wall();
        change.presence_observed = visit->dependencies.options.announce;
        change.features = std::move(features);
        change.resumed = resumed;
        visit->sends(std::move(change));
    }
    void starts_anew() {
        // The visit of the agent that is gone still counts as running.
        auto& visits = life.network.visits;
        const auto earlier = visits.size();
        life.agent.reset();
        life.begins();
        life.until([&] { return visits.size() > earlier && visits.back().running; });
    }
    void says(const std::string& text, Time stamp) {
        const auto [payload, tag] = omemo::encrypt_payload(text);
        auto message = test::message("I sent you an encrypted message", stamp);
        message.with = Jid::of("romeo@montague.lit");
        message.from = Jid::of("romeo@montague.lit/orchard");
        message.to = Jid::of(alice);
        message.encryption = "eu.siacs.conversations.axolotl";
        message.stanza =
            omemo::stanza_of(romeos.device(), us.device,
                             omemo::encrypt_key(omemo::payload_key + tag, us, romeos), payload);
        visit->sends(std::move(message));
    }
    /// Romeo's client gets the last message that the agent has sent.
    void hears() {
        const auto& last = visit->sent.back();
        auto stored = test::message("", now());
        stored.account = Jid::of("romeo@montague.lit");
        stored.from = Jid::of(alice);
        const auto stanza =
            omemo::stanza_of(us.device, romeos.device(), {last.key, last.begins_session}, "");
        REQUIRE_FALSE(omemo::read(stanza, stored, romeos).failure);
    }
    /// As in an archive from before they began.
    void loses_sessions() {
        sqlite::Database(life.path(), sqlite::Access::read_write)
            .execute("DELETE FROM omemo_session");
    }
    Texts read() const {
        Texts texts;
        archive::Reader(life.path())
            .for_each_message({.sort = query::Sort::oldest}, [&](const MessageRecord& message) {
                texts.push_back(message.shown.value_or("-"));
                return true;
            });
        return texts;
    }
    Time now() { return life.network.clock.wall(); }

    AgentLife life;
    omemo::MemoryStore romeos;
    OmemoAddress us;
    test::Visit* visit = nullptr;
};

}  // namespace

TEST_CASE("what is encrypted to an account is read, and its sender hears of us once") {
    Correspondence both;
    both.says("one", both.now());
    both.says("two", both.now());
    both.life.until([&] { return both.read() == Texts{"one", "two"}; });
    CHECK(both.visit->sent.size() == 1);
    both.says("three", both.now());
    both.life.until([&] { return both.read().back() == "three"; });
    CHECK(both.visit->sent.size() == 1);
    both.life.network.clock.advance(61min);
    both.says("four", both.now());
    both.life.until([&] { return both.read().back() == "four"; });
    CHECK(both.visit->sent.size() == 2);
}

TEST_CASE("a pre-key that was used is published no longer") {
    Correspondence both;
    both.says("one", both.now());
    both.life.until([&] { return !both.visit->published.empty(); });
    const auto& before = both.visit->dependencies.options.omemo.front().pre_keys;
    const auto& after = both.visit->published.front().pre_keys;
    CHECK(before.size() == agent::OmemoDevices::pre_keys);
    CHECK(after.size() == agent::OmemoDevices::pre_keys);
    CHECK(before != after);
    both.romeos.sessions.clear();
    REQUIRE(omemo::begin_session(both.us, both.visit->published.front(), both.romeos));
    both.says("two", both.now());
    both.life.until([&] { return both.read() == Texts{"one", "two"}; });
    CHECK(both.visit->published.size() == 2);  // one of each protocol
    both.life.network.clock.advance(61s);
    both.says("three", both.now());
    both.life.until([&] { return both.visit->published.size() == 4; });
}

TEST_CASE("messages wait until the server's archive has told what was said before them") {
    Correspondence both;
    const bool resumed = GENERATE(false, true);
    both.starts_anew();  // killed while it fetched, with the newest page in its archive
    both.arrives({"urn:xmpp:mam:2"}, resumed);
    const auto later = both.now();
    both.says("first", later - 1h);
    both.life.rests_a_while();
    CHECK(both.read() == Texts{"-"});
    ArchiveProgress progress;
    progress.archive = Jid::of(alice);
    progress.newest_id = "x";
    progress.caught_up = true;
    progress.at = later;
    both.visit->sends(progress);
    both.life.rests_a_while();
    CHECK(both.read() == Texts{"-"});
    both.says("second", later);
    progress.complete = true;
    both.visit->sends(std::move(progress));
    both.life.until([&] { return both.read() == Texts{"first", "second"}; });
}

TEST_CASE("the device is the same one after a restart") {
    Correspondence both;
    both.says("one", both.now());
    both.life.until([&] { return both.read() == Texts{"one"}; });
    const auto before = both.visit->dependencies.options.omemo.front();
    both.starts_anew();
    both.arrives();
    const auto& after = both.visit->dependencies.options.omemo.front();
    CHECK(after.device == before.device);
    CHECK(after.identity_key == before.identity_key);
    both.says("two", both.now());
    both.life.until([&] { return both.read() == Texts{"one", "two"}; });
}

TEST_CASE("an account that does not show itself reads, but answers nobody") {
    Correspondence both;
    auto hidden = Correspondence::config();
    hidden.announce = false;
    both.life.reads_again(config_of({hidden}));
    both.arrives();
    both.says("one", both.now());
    both.life.until([&] { return both.read() == Texts{"one"}; });
    CHECK(both.visit->sent.empty());
    CHECK(both.visit->published.empty());
}

TEST_CASE("an account that is no device has no keys, and its messages stay as they came") {
    AgentLife life(config_of({account_config(alice)}));
    life.begins();
    auto& visit = life.visit(alice);
    visit.lets_in();
    CHECK(visit.dependencies.options.omemo.empty());
    CHECK(archive::Reader(life.path()).omemo_devices().empty());
}

TEST_CASE("a session that is lost is begun anew, with each device at most once a day") {
    Correspondence both;
    both.says("one", both.now());
    both.life.until([&] { return both.visit->sent.size() == 1; });
    both.hears();
    both.loses_sessions();
    both.says("two", both.now());
    both.life.until([&] { return both.visit->asked_bundles.size() == 1; });
    const auto& question = both.visit->asked_bundles.front();
    CHECK(question.of == OmemoAddress{Jid::of("romeo@montague.lit"), both.romeos.device()});
    question.answer(both.romeos.published());
    both.life.until([&] { return both.visit->sent.size() == 2; });
    CHECK(both.visit->sent.back().begins_session);
    both.hears();
    both.says("three", both.now());
    both.life.until([&] { return both.read() == Texts{"one", "-", "three"}; });

    both.loses_sessions();
    both.says("four", both.now());
    both.life.until([&] { return both.read().size() == 4; });
    both.life.rests_a_while();
    CHECK(both.visit->asked_bundles.size() == 1);
    both.life.network.clock.advance(25h);
    both.says("five", both.now());
    both.life.until([&] { return both.visit->asked_bundles.size() == 2; });
}

TEST_CASE("after a backup was restored each session is begun anew at the next login, once") {
    Correspondence both;
    both.says("one", both.now());
    both.life.until([&] { return both.visit->sent.size() == 1; });
    both.hears();
    {
        sqlite::Database archive(both.life.path(), sqlite::Access::read_write);
        archive::OmemoKeys::mark_as_restored(archive);
    }
    both.says("two", both.now());
    both.life.until([&] { return both.read() == Texts{"one", "two"}; });
    CHECK(both.visit->asked_bundles.empty());  // this login is not the next one

    both.arrives();
    both.life.until([&] { return both.visit->asked_bundles.size() == 1; });
    both.visit->asked_bundles.front().answer(both.romeos.published());
    both.life.until([&] { return both.visit->sent.size() == 2; });
    CHECK(both.visit->sent.back().begins_session);
    both.hears();
    both.says("three", both.now());
    both.life.until([&] { return both.read() == Texts{"one", "two", "three"}; });

    both.arrives();
    both.life.network.clock.advance(25h);
    both.life.rests_a_while();
    CHECK(both.visit->asked_bundles.size() == 1);
}

TEST_CASE("a device that publishes nothing that can be used gets no new session") {
    Correspondence both;
    both.says("one", both.now());
    both.life.until([&] { return both.visit->sent.size() == 1; });
    both.hears();
    both.loses_sessions();
    both.says("two", both.now());
    both.life.until([&] { return both.visit->asked_bundles.size() == 1; });
    auto bundle = std::optional(both.romeos.published());
    SECTION("nothing") { bundle.reset(); }
    SECTION("a signature of somebody else") { bundle->signature.assign(64, 's'); }
    both.visit->asked_bundles.front().answer(bundle);
    both.life.rests_a_while();
    CHECK(both.visit->sent.size() == 1);
}

TEST_CASE("an account that does not show itself begins no session anew") {
    Correspondence both;
    both.says("one", both.now());
    both.life.until([&] { return both.visit->sent.size() == 1; });
    both.hears();
    auto hidden = Correspondence::config();
    hidden.announce = false;
    both.life.reads_again(config_of({hidden}));
    both.arrives();
    both.loses_sessions();
    both.says("two", both.now());
    both.life.until([&] { return both.read().size() == 2; });
    both.life.rests_a_while();
    CHECK(both.visit->asked_bundles.empty());
}
