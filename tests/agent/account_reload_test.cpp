// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/account.hpp"

#include "support/account_life.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <functional>
#include <thread>

using namespace boswell;
using namespace std::chrono_literals;
using agent::AccountConfig;
using test::account_config;
using test::AccountLife;
using End = xmpp::SessionEnd::Cause;
using Strings = std::vector<std::string>;

/// Configures what hangs until it is told to end.
static AccountConfig hanging_config() {
    auto config = account_config();
    config.password = {agent::PasswordSource::Command{{"sleep", "60"}}};
    return config;
}

static AccountConfig with_resource(const std::string& resource) {
    auto config = account_config();
    config.resource = resource;
    return config;
}

TEST_CASE("whatever the server was told is told anew when the configuration changes") {
    using Change = std::function<void(AccountConfig&)>;
    const Change change = GENERATE(values<Change>({
        [](AccountConfig& c) { c.password = {agent::PasswordSource::Literal{"other"}}; },
        [](AccountConfig& c) { c.resource = "other"; },
        [](AccountConfig& c) { c.profile = xmpp::find_profile("google"); },
        [](AccountConfig& c) { c.host = "xmpp.example.org"; },
        [](AccountConfig& c) { c.tls = xmpp::TlsMode::direct; },
        [](AccountConfig& c) { c.pin_sha256 = std::string(64, 'a'); },
        [](AccountConfig& c) { c.announce = false; },
        [](AccountConfig& c) { c.show = Show::dnd; },
        [](AccountConfig& c) { c.priority = 0; },
        [](AccountConfig& c) { c.vcards = false; },
        [](AccountConfig& c) { c.history.wanted = false; },
        [](AccountConfig& c) {
            c.rooms = {{Jid::of("tea@rooms.example.org"), "alice", {}}};
        },
        [](AccountConfig& c) { c.mechanisms = {"PLAIN"}; },
    }));
    AccountLife life;
    auto& visit = life.next_visit();
    visit.lets_in();
    auto config = account_config();
    change(config);
    life.account.reconfigure(config);
    CHECK(visit.stops == 1);
    const auto& next = life.next_visit();
    CHECK(visit.gone);
    CHECK(life.account.config() == config);
    CHECK(next.dependencies.options.resource == config.resource);
    CHECK(next.dependencies.options.announce == config.announce);
    CHECK(next.dependencies.options.show == config.show);
    CHECK(next.dependencies.options.priority == config.priority);
    CHECK(next.dependencies.options.rooms.size() == config.rooms.size());
    CHECK(next.dependencies.options.mechanisms == config.mechanisms);
    CHECK(life.network.asked().back().host == config.host);
    CHECK(life.network.asked().back().tls == config.tls);
    CHECK(life.states() == Strings{"connecting", "online", "connecting"});
}

TEST_CASE("the same configuration disturbs nobody") {
    AccountLife life;
    auto& visit = life.next_visit();
    life.account.reconfigure(account_config());
    life.rests_a_while();
    CHECK(visit.stops == 0);
    CHECK(visit.running);
    visit.ends(End::lost);
    CHECK(life.rest() == 1s);
}

TEST_CASE("a login that waits for its password survives that the configuration is read again") {
    const test::TempDir folder;
    const auto ready = (folder / "ready").string();
    auto config = account_config();
    config.password = {agent::PasswordSource::Command{
        {"sh", "-c", "until [ -e \"$0\" ]; do sleep 0.01; done; echo secret", ready}}};
    AccountLife life(config);
    life.rests_a_while();
    life.account.reconfigure(config);
    std::ofstream(ready) << "yes";
    CHECK(life.next_visit().dependencies.tls.native() != nullptr);
    CHECK(life.states() == Strings{"connecting"});
}

TEST_CASE("a session that does not end at once is the only one until it does") {
    AccountLife life;
    auto& visit = life.next_visit();
    visit.hangs = true;
    life.account.reconfigure(with_resource("other"));
    life.rests_a_while();
    CHECK(life.network.visits.size() == 1);
    visit.ends(End::lost);
    CHECK(life.next_visit().dependencies.options.resource == "other");
}

TEST_CASE("the words of a farewell are still those of the old announcement") {
    AccountLife life;
    auto& visit = life.next_visit();
    visit.hangs = true;
    visit.sends(StreamState{.account = {}, .jid = Jid::of("alice@example.org/b"), .id = "s1"});
    life.account.reconfigure(with_resource("other"));
    visit.sends(StreamState{.account = {}, .jid = Jid::of("alice@example.org/b"), .id = "s1"});
    const auto streams = life.all<StreamState>();
    CHECK(streams[0].announcement == streams[1].announcement);
    visit.ends(End::lost);
    CHECK_FALSE(life.next_visit().dependencies.options.resume);
}

TEST_CASE("who waits for the next attempt makes it at once when the configuration changes") {
    AccountLife life;
    life.next_visit().ends(End::refused);
    life.rest();
    life.next_visit().ends(End::refused);
    life.until([&] { return life.network.clock.longest_wait() == 180s; });
    life.account.reconfigure(with_resource("other"));
    // Refusals and waits count from the beginning again.
    for (const auto wait : {20s, 180s}) {
        life.network.clock.forget_waits();
        life.next_visit().ends(End::refused);
        CHECK(life.rest() == wait);
    }
}

TEST_CASE("a redirect is not followed by another configuration") {
    AccountLife life;
    life.next_visit().ends(End::lost, "", "192.0.2.9");
    life.next_visit();
    CHECK(life.network.asked().back().host == "192.0.2.9");
    life.account.reconfigure(with_resource("other"));
    life.next_visit();
    CHECK(life.network.asked().back().host.empty());
}

TEST_CASE("another configuration may be sent elsewhere as often as the first") {
    AccountLife life;
    for (int hop = 0; hop < 5; ++hop) life.next_visit().ends(End::lost, "", "192.0.2.9");
    auto& visit = life.next_visit();
    life.account.reconfigure(with_resource("other"));
    life.until([&] { return visit.gone; });
    for (int hop = 0; hop < 5; ++hop) life.next_visit().ends(End::lost, "", "192.0.2.9");
    life.next_visit();
    CHECK(life.network.clock.longest_wait() == 0s);
}

TEST_CASE("a password command that hangs is ended when the configuration changes") {
    AccountLife life(hanging_config());
    life.rests_a_while();
    const auto began = std::chrono::steady_clock::now();
    life.account.reconfigure(account_config());
    CHECK(life.next_visit().dependencies.options.password == "secret");
    CHECK(std::chrono::steady_clock::now() - began < 3s);
    CHECK(life.states() == Strings{"connecting", "connecting"});
}

TEST_CASE("who was refused tries again at once, also with the same configuration") {
    AccountLife life;
    life.next_visit().ends(End::refused);
    life.rest();
    life.next_visit().ends(End::refused);
    life.rest();
    life.next_visit().ends(End::refused);
    life.until([&] { return life.network.clock.longest_wait() == 65min; });
    life.account.reconfigure(account_config());
    life.network.clock.forget_waits();
    life.next_visit().ends(End::refused);
    CHECK(life.rest() == 20s);
}

TEST_CASE("who gave up begins again, also with the same configuration") {
    AccountLife life(account_config(), 1);
    life.next_visit().ends(End::refused);
    life.ends();
    CHECK(life.account.gave_up());
    life.account.reconfigure(account_config());
    CHECK(life.account.ended());
    life.runs();
    life.next_visit();
    CHECK_FALSE(life.account.ended());
    CHECK_FALSE(life.account.gave_up());
}

TEST_CASE("whose tokens were refused asks for a new one when the configuration is read again") {
    auto config = account_config();
    config.password = {};
    config.oauth2.emplace();
    config.oauth2->token_command = {"echo", "acc3ss"};
    AccountLife life(config);
    life.next_visit().ends(End::refused);
    life.rest();
    life.next_visit().ends(End::refused);
    life.until([&] { return life.network.clock.longest_wait() == 65min; });
    life.account.reconfigure(config);
    life.network.clock.forget_waits();
    auto& visit = life.next_visit();
    CHECK(visit.dependencies.options.token == "acc3ss");
    visit.ends(End::refused);
    CHECK(life.rest() == 500ms);
}

TEST_CASE("a stop is taken back by a configuration") {
    AccountLife life;
    auto& visit = life.next_visit();
    visit.hangs = true;
    life.account.stop();
    CHECK(life.account.stopping());
    life.account.reconfigure(account_config());
    CHECK_FALSE(life.account.stopping());
    visit.ends(End::stopped);
    life.next_visit();
    CHECK_FALSE(life.account.ended());
}

TEST_CASE("the files for TLS are read anew after a reload, and not before") {
    const test::TempDir folder;
    auto config = account_config();
    config.ca_file = folder.path() / "ca.pem";
    std::filesystem::copy_file("/etc/ssl/certs/ca-certificates.crt", config.ca_file);
    AccountLife life(config);
    auto& first = life.next_visit();
    std::filesystem::resize_file(config.ca_file, 100);
    first.ends(End::lost);
    life.rest();
    auto& second = life.next_visit();
    CHECK(&second.dependencies.tls == &first.dependencies.tls);
    life.account.reconfigure(config);
    CHECK(second.running);
    second.ends(End::lost);
    life.rest();
    life.rest();
    CHECK_THAT(life.all<ConnectionChanged>().back().error, Catch::Contains("ca.pem"));
    CHECK(life.network.visits.size() == 2);
}

TEST_CASE("who is told to stop says goodbye and is offline") {
    AccountLife life;
    auto& visit = life.next_visit();
    visit.lets_in();
    life.account.stop();
    CHECK(visit.stops == 1);
    life.ends();
    CHECK(life.states() == Strings{"connecting", "online", "offline"});
    const auto last = life.all<ConnectionChanged>().back();
    CHECK(last.error.empty());
    CHECK(last.last_proof == visit.last_proof);
}

TEST_CASE("a stop ends a wait, and leaves what failed as it is") {
    AccountLife life;
    life.next_visit().ends(End::refused, "wrong password");
    life.until([&] { return life.network.clock.longest_wait() == 20s; });
    life.account.stop();
    life.ends();
    CHECK(life.states() == Strings{"connecting", "failed"});
}

TEST_CASE("a stop ends a password command that hangs") {
    AccountLife life(hanging_config());
    life.rests_a_while();
    const auto began = std::chrono::steady_clock::now();
    life.account.stop();
    life.ends();
    CHECK(std::chrono::steady_clock::now() - began < 3s);
    CHECK(life.network.asked().empty());
    CHECK(life.states() == Strings{"connecting", "offline"});
}

TEST_CASE("who is stopped while a password is read asks for no address") {
    AccountLife life;
    life.turn();  // the password is read on a thread
    std::this_thread::sleep_for(50ms);
    life.account.stop();
    life.ends();
    CHECK(life.network.asked().empty());
}

TEST_CASE("after a stop no further address is tried and nothing is stored in between") {
    AccountLife life;
    life.network.addresses("192.0.2.1", "192.0.2.2");
    life.next_visit();
    life.stores = false;
    life.account.stop();
    life.ends();
    CHECK(life.network.visits.size() == 1);
}

TEST_CASE("who waits for the archive can be stopped") {
    AccountLife life;
    life.stores = false;
    life.rests_a_while();
    CHECK(life.network.visits.empty());
    life.account.stop();
    life.ends();
}
