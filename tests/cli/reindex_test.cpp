// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/writer.hpp"
#include "cli/run.hpp"
#include "support/builders.hpp"

#include <catch2/catch.hpp>

#include <optional>

using namespace boswell;
using namespace boswell::test;
using Catch::Contains;

/// A reply as an earlier version stored it, which did not know that a part is a quotation.
static Message reply_of_before() {
    auto value = message("> hi\nyes");
    value.stanza =
        "<message from='bob@example.net/phone' type='chat'><body>&gt; hi\nyes</body>"
        "<reply xmlns='urn:xmpp:reply:0' id='m1'/><fallback xmlns='urn:xmpp:fallback:0' "
        "for='urn:xmpp:reply:0'><body start='0' end='5'/></fallback></message>";
    return value;
}

TEST_CASE("reindex shows and finds earlier messages as today, also beside an agent") {
    const TempDir folder;
    const auto boswell = [&folder](std::vector<std::string> words) {
        words.insert(words.end(), {"--archive", "archive.db"});
        return run(words, {.folder = folder.path(), .added = {}});
    };
    CHECK(boswell({"reindex"}).status == 3);
    CHECK_FALSE(std::filesystem::exists(folder / "archive.db"));
    std::optional<archive::Writer> agent(folder / "archive.db");
    agent->write(std::vector<Event>{reply_of_before(), message("plain")});
    CHECK(boswell({"search", "hi"}).status == 0);
    const auto done = boswell({"reindex"});
    CHECK(done.status == 0);
    CHECK(done.out == "2 messages examined, 1 changed\n");
    CHECK(boswell({"search", "hi"}).status == 1);
    CHECK_THAT(boswell({"search", "yes"}).out, !Contains("> hi"));
    CHECK(boswell({"reindex"}).out == "2 messages examined, 0 changed\n");
    CHECK(boswell({"reindex", "--rebuild"}).status == 3);
    agent.reset();
    CHECK(boswell({"reindex", "--rebuild"}).status == 0);
    CHECK(boswell({"search", "yes"}).status == 0);
    CHECK(boswell({"verify"}).status == 0);
}
