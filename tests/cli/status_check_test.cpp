// SPDX-License-Identifier: GPL-3.0-or-later
// `boswell status --check`, for monitoring.
#include "archive/import.hpp"
#include "archive/writer.hpp"
#include "cli/run.hpp"
#include "support/builders.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using Catch::Contains;

namespace {

struct StatusCheck {
    Outcome check(std::vector<std::string> words = {}) const {
        words.insert(words.begin(), {"--archive", "archive.db", "--config", "boswell.toml", "--tz",
                                     "UTC", "status", "--check"});
        return run(words, {.folder = folder.path(), .added = {}});
    }
    void configure(const std::string& text) const {
        std::ofstream(folder / "boswell.toml") << text;
    }
    void was_online(const Jid& account, Time last_proof, const std::string& error = "") {
        writer.write(std::vector<Event>{ConnectionChanged{.account = account,
                                                          .state = ConnectionState::online,
                                                          .at = last_proof - 1h,
                                                          .last_proof = last_proof - 1h},
                                        ConnectionChanged{.account = account,
                                                          .state = ConnectionState::offline,
                                                          .at = last_proof,
                                                          .last_proof = last_proof,
                                                          .error = error}});
    }

    TempDir folder;
    archive::Writer writer{folder / "archive.db"};
};

}  // namespace

TEST_CASE_METHOD(StatusCheck, "an account that was heard of lately is well, others are told") {
    configure("");
    was_online(alice, now() - 5min);
    CHECK(check().status == 0);
    CHECK(check().out.empty());
    was_online(Jid::of("carol@example.org"), now() - 40min, "the server is gone");
    const auto outcome = check();
    CHECK(outcome.status == 5);
    CHECK_THAT(outcome.out, Contains("carol@example.org: not archived since ") &&
                                Contains(" ago): the server is gone") && !Contains("alice"));
    CHECK(check({"--after", "1h"}).status == 0);
    CHECK(check({"--after", "3m"}).status == 5);
    CHECK_THAT(check({"--json"}).out, Contains(R"({"kind":"account","jid":"carol@example.org")"));
}

TEST_CASE_METHOD(StatusCheck, "the accounts of the configuration are checked, and no others") {
    configure(
        "[[account]]\njid = \"alice@example.org\"\n[[account]]\njid = \"dave@example.org\"\n");
    was_online(alice, now() - 5min);
    was_online(Jid::of("carol@example.org"), now() - 24h);  // who is no longer archived
    const auto outcome = check();
    CHECK(outcome.status == 5);
    CHECK_THAT(outcome.out, Contains("dave@example.org: was never connected") &&
                                !Contains("carol") && !Contains("alice"));
}

TEST_CASE_METHOD(StatusCheck, "an account that was only imported has no agent to be checked") {
    configure("");
    MessageRecord record;
    record.account = alice;
    record.with = record.from = bob;
    record.body = "hello";
    record.stamp = record.received_at = some_day;
    archive::Import(folder / "archive.db", archive::Import::Mode::write)
        .add(std::vector<Record>{record});
    CHECK(check().status == 5);
    CHECK_THAT(check().err, Contains("no account is archived"));
    was_online(Jid::of("carol@example.org"), now() - 1min);
    CHECK(check().status == 0);
}

TEST_CASE_METHOD(StatusCheck, "a sign of life that is still to come proves nothing") {
    configure("");
    was_online(alice, now() + 5h);
    CHECK(check().status == 5);
    CHECK_THAT(check().out, Contains("is in the future"));
}

TEST_CASE_METHOD(StatusCheck, "wrong usage of the check is status 2") {
    configure("");
    CHECK(check({"--after", "soon"}).status == 2);
    CHECK_THAT(check({"--after", "90s"}).err, Contains("at least 2m"));
    const auto outcome = run({"--archive", "archive.db", "status", "--after", "1h"},
                             {.folder = folder.path(), .added = {}});
    CHECK(outcome.status == 2);
}
