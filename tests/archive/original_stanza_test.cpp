// SPDX-License-Identifier: GPL-3.0-or-later
// The original stanza comes back byte for byte, whatever became of its message meanwhile.
#include "archive/fixture.hpp"
#include "archive/reader.hpp"
#include "archive/split.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using Rows = std::vector<std::string>;

static std::string stanza_of(const Message& message) {
    return fmt::format("<message from='{}' to='{}' id='{}' type='chat'><body>{}</body>{}</message>",
                       message.from.str(), message.to.str(), message.message_id,
                       message.bodies.empty() ? "" : message.bodies.front().text,
                       message.stanza_id ? "<stanza-id id='" + message.stanza_id->id + "'/>" : "");
}

static Message with_stanza(Message message) {
    message.message_id = "m-4711";
    message.stanza = stanza_of(message);
    return message;
}

static Message from_archive(Message message, const std::string& id) {
    message.via = Via::archive;
    message.stanza_id = StanzaId{id, alice};
    message.delay = Delay{message.stamp, alice};
    message.stanza = stanza_of(message);
    return message;
}

/// The stanzas of all copies in the order of arrival.
static Rows stanzas(const ArchiveFixture& archive) {
    Rows all;
    const archive::Reader reader(archive.path);
    for (const auto& id :
         archive.rows("SELECT DISTINCT message_id FROM message_copy ORDER BY id")) {
        for (const auto& copy : reader.copies(std::stoll(id))) all.push_back(copy.stanza);
    }
    CHECK(reader.verify().empty());
    return all;
}

TEST_CASE_METHOD(ArchiveFixture, "a stanza is kept without what its message has anyway") {
    const auto live = with_stanza(message("a text that stands in its message, too"));
    write({live});
    CHECK(rows("SELECT stanza_hash IS NOT NULL, length(stanza) < 60 FROM message_copy") ==
          Rows{"1|1"});
    CHECK(stanzas(*this) == Rows{live.stanza});
}

TEST_CASE_METHOD(ArchiveFixture, "a copy that was joined comes back with its own stanza") {
    const auto live = with_stanza(message("a text that stands in its message, too"));
    const auto archived = from_archive(live, "1774000000123456");
    write({live, archived});
    REQUIRE(count("message") == 1);
    CHECK(stanzas(*this) == Rows{live.stanza, archived.stanza});
}

TEST_CASE_METHOD(ArchiveFixture, "a stanza comes back after its copy was split off") {
    const auto live = with_stanza(message("a text that stands in its message, too"));
    const auto archived = from_archive(live, "1774000000123456");
    write({live, archived});
    archive::split_copy(path, 2);
    REQUIRE(count("message") == 2);
    CHECK(stanzas(*this) == Rows{live.stanza, archived.stanza});
}

TEST_CASE_METHOD(ArchiveFixture, "a stanza comes back after its message was moved") {
    auto live = with_stanza(message_with_id("a text that stands in its message, too", "s1"));
    auto archived = from_archive(live, "s1");
    archived.stamp += 10h;
    archived.delay->stamp += 10h;
    write({live, archived});
    REQUIRE(count("moved_message") == 1);
    CHECK(stanzas(*this) == Rows{live.stanza, archived.stanza});
}

// The archive gave a tombstone first, and the text later.
TEST_CASE_METHOD(ArchiveFixture, "a stanza comes back after its message got its text") {
    auto tombstone = message_with_id("", "s1");
    tombstone.bodies.clear();
    tombstone = from_archive(with_stanza(tombstone), "s1");
    auto full = message_with_id("the text that was lacking", "s1");
    full = with_stanza(full);
    write({tombstone, full});
    REQUIRE(count("message") == 1);
    CHECK(stanzas(*this) == Rows{tombstone.stanza, full.stanza});
}

TEST_CASE_METHOD(ArchiveFixture, "the stanzas of a message and of its correction both come back") {
    const auto original = with_stanza(message("soop"));
    auto correction = message("soup", some_day + 1min);
    correction.message_id = "m-4712";
    correction.annotation = Annotation{.kind = AnnotationKind::correction, .named_id = "m-4711"};
    correction.stanza = stanza_of(correction);
    write({original, correction});
    CHECK(stanzas(*this) == Rows{original.stanza, correction.stanza});
}
