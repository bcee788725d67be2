// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/stored_text.hpp"

#include "archive/annotation_fixture.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using archive::StoredTexts;

static std::optional<Message> read_nothing(std::string_view /*original*/, Message /*stored*/) {
    return std::nullopt;
}

static StoredTexts::Text today(const ArchiveFixture& archive, const std::string& body,
                               archive::RereadStanza reread = read_nothing) {
    const sqlite::Database database(archive.path, sqlite::Access::read_only);
    StoredTexts texts(database, std::move(reread));
    return texts.today(
        std::stoll(archive.rows("SELECT id FROM message WHERE body = '" + body + "'").at(0)));
}

TEST_CASE_METHOD(AnnotationFixture, "a message that has no stanza keeps what it has") {
    auto rich = named("> q\nyes", "m1");
    rich.shown = "yes";
    rich.subjects = {{"", "greeting"}};
    rich.attachments = {{.url = "https://files.example/a%20b.pdf"}};
    write({rich});
    const auto text = today(*this, "> q\nyes");
    CHECK(text.shown == "yes");
    CHECK(text.new_files.empty());
    CHECK(text.indexed.segmented == rows("SELECT segmented FROM message").front());
}

TEST_CASE_METHOD(AnnotationFixture, "texts in several languages are indexed as when they came") {
    auto both = named("", "m1");
    both.bodies = {{"en", "hello"}, {"de", "hallo"}};
    write({both});
    CHECK(today(*this, "hello").indexed.text == "hello\nhallo");
    CHECK(today(*this, "hello").indexed.segmented == rows("SELECT segmented FROM message").front());
}

TEST_CASE_METHOD(AnnotationFixture, "the versions of a message are indexed as when they came") {
    write({named("one", "m1"), correction("two", "m1", "m2"), correction("", "m1", "m3", 2s),
           correction("three", "m1", "m4", 3s), named("alone", "m5", 4s),
           correction("", "m5", "m6", 5s)});
    CHECK(today(*this, "one").indexed.text == "one\ntwo\nthree");
    CHECK(today(*this, "one").indexed.segmented == "one\ntwo\nthree");
    CHECK_FALSE(today(*this, "alone").indexed.segmented);
}

TEST_CASE_METHOD(AnnotationFixture,
                 "the stanza decides only if it has the text and the encryption") {
    auto secret = named("place-holder", "m1");
    secret.encryption = "urn:xmpp:omemo:2";
    write({named("said", "m2", 1s), secret});
    const auto shows = [](std::string_view /*original*/, Message stored) {
        stored.shown = "shown";
        stored.encryption.clear();
        return std::optional(stored);
    };
    CHECK(today(*this, "said", shows).shown == "shown");
    CHECK_FALSE(today(*this, "place-holder", shows).shown);
}

TEST_CASE_METHOD(AnnotationFixture, "files that a message has are not read again") {
    auto file = named("file", "m1");
    file.attachments = {{.url = "https://files.example/old"}};
    write({file, named("text", "m2", 1s)});
    const auto finds = [](std::string_view /*original*/, Message stored) {
        stored.attachments = {{.url = "https://files.example/new"}};
        return std::optional(stored);
    };
    CHECK(today(*this, "file", finds).new_files.empty());
    CHECK(today(*this, "text", finds).new_files.size() == 1);
    CHECK(today(*this, "text", finds).indexed.text == "text\nhttps://files.example/new");
}
