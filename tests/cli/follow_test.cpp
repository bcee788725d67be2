// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/example_archive.hpp"
#include "cli/run.hpp"

#include "archive/writer.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <csignal>

using namespace boswell;
using namespace boswell::test;

static void store(archive::Writer& writer, const Message& message) {
    const std::vector<Event> batch = {message};
    writer.write(batch);
}

TEST_CASE(
    "log --follow shows messages as they arrive, back-dated ones too, until it is told to end") {
    const TempDir folder;
    write_example_archive(folder / "archive.db");
    archive::Writer writer(folder / "archive.db");
    Running log(
        {"--archive", "archive.db", "--tz", "UTC", "log", "--follow", "-n", "1", "bob@example.net"},
        {.folder = folder.path(), .added = {}});
    REQUIRE(log.prints("[12:20:00]"));
    auto news = incoming("2026-11-22T09:00:00Z", "bob@example.net/phone", "news of today");
    news.message_id = "n-1";
    store(writer, news);
    CHECK(log.prints("[09:00:00] Bobby Tables: news of today\n"));
    auto corrected = incoming("2026-11-22T09:00:01Z", "bob@example.net/phone", "good news");
    corrected.annotation = Annotation{.kind = AnnotationKind::correction, .named_id = "n-1"};
    store(writer, corrected);
    CHECK(log.prints("[09:00:00] Bobby Tables: good news (edited)\n"));
    auto late = incoming("2026-11-20T03:00:00Z", "bob@example.net/phone", "from the day before");
    late.received_at = parse_rfc3339("2026-11-22T09:00:01Z").value();
    store(writer, late);
    store(writer, incoming("2026-11-22T09:00:02Z", "carol@example.com/x", "to another"));
    CHECK(log.prints("[03:00:00] Bob (now Bobby Tables): from the day before\n"));
    log.send(SIGTERM);
    const auto outcome = log.wait();
    CHECK(outcome.status == 0);
    CHECK(outcome.err.empty());
    CHECK(outcome.out.find("Do you like tea?") == std::string::npos);
    CHECK(outcome.out.find("to another") == std::string::npos);
}

TEST_CASE("log --follow passes over none of the messages that come at once") {
    constexpr int many = 1500;
    const TempDir folder;
    write_example_archive(folder / "archive.db");
    archive::Writer writer(folder / "archive.db");
    Running log({"--archive", "archive.db", "log", "--follow", "-n", "1", "bob@example.net"},
                {.folder = folder.path(), .added = {}});
    REQUIRE(log.prints("(encrypted)"));
    std::vector<Event> batch;
    for (int i = 0; i < many; ++i)
        batch.emplace_back(incoming("2026-11-22T09:00:00Z", "bob@example.net/phone",
                                    fmt::format("number {}.", i)));
    writer.write(batch);
    CHECK(log.prints(fmt::format("number {}.", many - 1)));
    log.send(SIGTERM);
    const auto out = log.wait().out;
    int missing = 0;
    for (int i = 0; i < many; ++i) {
        const auto text = fmt::format("number {}.\n", i);
        const auto at = out.find(text);
        if (at == std::string::npos || out.find(text, at + 1) != std::string::npos) ++missing;
    }
    CHECK(missing == 0);
}

TEST_CASE("log --follow does not show a message again because another copy of it comes") {
    const TempDir folder;
    archive::Writer writer(folder / "archive.db");
    auto old = incoming("2026-11-22T08:00:00Z", "bob@example.net/phone", "long ago");
    old.message_id = "o-1";
    old.stanza_id = {"s-1", Jid::of("alice@example.org")};
    store(writer, old);
    auto last = incoming("2026-11-22T09:00:00Z", "bob@example.net/phone", "just now");
    last.message_id = "o-2";
    store(writer, last);
    Running log({"--archive", "archive.db", "log", "--follow", "-n", "1", "bob@example.net"},
                {.folder = folder.path(), .added = {}});
    REQUIRE(log.prints("just now"));
    old.via = Via::archive;
    store(writer, old);
    store(writer, incoming("2026-11-22T09:00:01Z", "bob@example.net/phone", "something new"));
    CHECK(log.prints("something new"));
    log.send(SIGTERM);
    CHECK_THAT(log.wait().out, !Catch::Contains("long ago"));
}

TEST_CASE("log --follow shows a message again only if it looks otherwise") {
    const TempDir folder;
    archive::Writer writer(folder / "archive.db");
    auto shown = incoming("2026-11-22T09:00:00Z", "bob@example.net/phone", "as it was");
    shown.message_id = "o-1";
    store(writer, shown);
    Running log({"--archive", "archive.db", "log", "--follow", "bob@example.net"},
                {.folder = folder.path(), .added = {}});
    REQUIRE(log.prints("as it was"));
    for (const auto* const id : {"e-1", "e-2"}) {  // to the same text
        auto edited = incoming("2026-11-22T09:00:01Z", "bob@example.net/phone", "changed");
        edited.message_id = id;
        edited.annotation = Annotation{.kind = AnnotationKind::correction, .named_id = "o-1"};
        store(writer, edited);
        REQUIRE(log.prints("changed"));
    }
    store(writer, incoming("2026-11-22T09:00:02Z", "bob@example.net/phone", "the last"));
    CHECK(log.prints("the last"));
    log.send(SIGTERM);
    const auto out = log.wait().out;
    CHECK(out.find("as it was") == out.rfind("as it was"));
    CHECK(out.find("changed") == out.rfind("changed"));
}

TEST_CASE("log --follow --activity shows what is typed, also while no message comes") {
    const TempDir folder;
    archive::Writer writer(folder / "archive.db");
    store(writer, incoming("2026-11-22T09:00:00Z", "bob@example.net/phone", "hello"));
    Running log({"--archive", "archive.db", "log", "--follow", "--activity", "bob@example.net"},
                {.folder = folder.path(), .added = {}});
    REQUIRE(log.prints("hello"));
    const std::vector<Event> typing = {ChatState{.account = Jid::of("alice@example.org"),
                                                 .direction = Direction::in,
                                                 .with = Jid::of("bob@example.net"),
                                                 .from = Jid::of("bob@example.net/phone"),
                                                 .state = ChatStateKind::composing,
                                                 .stamp = now()}};
    writer.write(typing);
    CHECK(log.prints("bob is writing"));
}

TEST_CASE("log --follow ends when nobody reads it any more") {
    const TempDir folder;
    write_example_archive(folder / "archive.db");
    const auto pipe = folder / "pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    Running log({"--archive", "archive.db", "log", "--follow", "bob@example.net"},
                {.folder = folder.path(), .added = {}, .output = pipe.string()});
    const int reader = ::open(pipe.c_str(), O_RDONLY);
    char first = 0;
    CHECK(::read(reader, &first, 1) == 1);
    ::close(reader);
    const auto outcome = log.wait();
    CHECK(outcome.status == 0);
    CHECK(outcome.err.empty());
}
