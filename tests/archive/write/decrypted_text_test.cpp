// SPDX-License-Identifier: GPL-3.0-or-later
// The text of an encrypted message that another client, or another archive, could read.
#include "archive/write/decrypted_text.hpp"

#include "archive/fixture.hpp"
#include "archive/import.hpp"
#include "archive/omemo_device.hpp"
#include "archive/reader.hpp"
#include "archive/undo_import.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using archive::Import;
using archive::OmemoDevice;
using archive::Origin;
using Rows = std::vector<std::string>;

static const std::string axolotl = "eu.siacs.conversations.axolotl";
static const std::string place_holder = "I sent you an encrypted message";

static Message secret(const std::string& id, Time stamp = some_day) {
    auto value = message(place_holder, stamp);
    value.encryption = axolotl;
    value.message_id = id;
    value.stanza = "<message id='" + id + "'/>";
    return value;
}

/// What a client has written down of it.
static MessageRecord logged(const std::string& id, std::string_view text) {
    MessageRecord record;
    record.account = alice;
    record.with = record.from = bob;
    record.to = alice;
    record.type = MessageType::chat;
    record.stamp = record.received_at = std::chrono::floor<std::chrono::seconds>(some_day);
    record.message_id = id;
    record.body = text;
    return record;
}

static OmemoReading unreadable(std::string_view, const Message&, OmemoStore&) {
    return {.device = 3, .failure = OmemoFailure::before_device};
}

static OmemoReading readable(std::string_view, const Message&, OmemoStore&) {
    return {.device = 3, .fingerprint = "f1", .text = "the key is under the mat"};
}

namespace {

struct HealedFixture : ArchiveFixture {
    HealedFixture() {
        writer->use_omemo(alice, [](OmemoDevice& device) {
            device.keys().create({7, "\x05public", "private"}, some_day);
        });
    }
    ~HealedFixture() { CHECK(archive::Reader(path).verify().empty()); }

    void read(const archive::ReadEncrypted& how) {
        writer->use_omemo(alice, [&](OmemoDevice& device) { device.read_waiting(how, 10); });
    }
    archive::ImportCounts import(const MessageRecord& record,
                                 Origin origin = Origin::history) const {
        Import import(path, Import::Mode::write);
        import.begin_file(origin);
        import.add(std::vector<Record>{record});
        import.end_run();
        return import.counts();
    }
    void undo() const {
        archive::UndoImport undo(path, 1, Import::Mode::write);
        while (undo.advance()) {
        }
    }
    Rows texts() const { return rows("SELECT body, shown, encryption FROM message ORDER BY id"); }
    Rows found(const std::string& word) const {
        return rows("SELECT count(*) FROM search WHERE search MATCH '" + word + "'");
    }
    Rows rows_of_all() const {
        return rows(
            "SELECT body, shown, encryption, message_id, segmented, has, received_at, "
            "(SELECT group_concat(via, ' ') FROM message_copy WHERE message_id = message.id) "
            "FROM message ORDER BY message.id");
    }
};

}  // namespace

TEST_CASE_METHOD(HealedFixture,
                 "the history of another client has the text of what could not be read here") {
    write({secret("m1")});
    read(unreadable);
    REQUIRE(archive::Reader(path).unreadable_messages(alice).size() == 1);
    CHECK(found("mat") == Rows{"0"});

    const auto counts = import(logged("m1", "the key is under the mat"));
    CHECK(counts.messages == 0);
    CHECK(counts.completed == 1);
    CHECK(texts() == Rows{place_holder + "|the key is under the mat|" + axolotl});
    CHECK(found("mat") == Rows{"1"});
    CHECK(found("encrypted") == Rows{"0"});

    const archive::Reader reader(path);
    CHECK(reader.unreadable_messages(alice).empty());
    CHECK(reader.unreadable({}).empty());
    const auto one = reader.omemo_message(std::stoll(rows("SELECT id FROM message").front()));
    CHECK(one.value().failure == OmemoFailure::before_device);
    CHECK(one.value().has_text);
    CHECK(import(logged("m1", "the key is under the mat")).known == 1);
}

TEST_CASE_METHOD(HealedFixture, "without an id in common the text is that of another message") {
    write({secret("m1")});
    CHECK(import(logged("", "the key is under the mat")).messages == 1);
    CHECK(import(logged("m2", "or under the pot")).messages == 1);
    CHECK(count("message") == 3);
    CHECK(rows("SELECT shown FROM message WHERE encryption IS NOT NULL") == Rows{"-"});
}

TEST_CASE_METHOD(HealedFixture, "a place-holder that another client has kept is no text") {
    write({secret("m1")});
    CHECK(import(logged("m1", place_holder)).messages == 0);
    CHECK(texts() == Rows{place_holder + "|-|" + axolotl});
    CHECK(found("encrypted") == Rows{"0"});
}

TEST_CASE_METHOD(HealedFixture, "what was read here keeps its text") {
    write({secret("m1")});
    read(readable);
    import(logged("m1", "something else"));
    CHECK(rows("SELECT shown FROM message WHERE encryption IS NOT NULL") ==
          Rows{"the key is under the mat"});
}

TEST_CASE_METHOD(HealedFixture,
                 "the export of an archive that could read it has the text as well") {
    write({secret("m1")});
    auto record = logged("m1", place_holder);
    record.from = Jid::of("bob@example.net/phone");
    record.to = Jid::of("alice@example.org/boswell");
    record.stamp = some_day;
    record.encryption = axolotl;
    record.shown = "the key is under the mat";
    record.via = {Via::stream};
    CHECK(import(record, Origin::export_).completed == 1);
    CHECK(texts() == Rows{place_holder + "|the key is under the mat|" + axolotl});
    CHECK(found("mat") == Rows{"1"});
}

TEST_CASE_METHOD(HealedFixture, "the text of a correction that could not be read corrects") {
    auto said = message("the key is under the cat");
    said.message_id = "m0";
    auto correction = secret("m1", some_day + 1s);
    correction.annotation = {.kind = AnnotationKind::correction, .named_id = "m0"};
    write({said, correction});
    CHECK(import(logged("m1", "the key is under the mat")).completed == 1);
    CHECK(found("mat") == Rows{"1"});
    CHECK(found("cat") == Rows{"1"});
    CHECK(count("message") == 2);
}

TEST_CASE_METHOD(HealedFixture, "undone, the import leaves the message as unread as it was") {
    write({secret("m1")});
    read(unreadable);
    const auto before = rows_of_all();
    import(logged("m1", "the key is under the mat"));
    CHECK(rows_of_all() != before);
    undo();
    CHECK(rows_of_all() == before);
    CHECK(found("mat") == Rows{"0"});
    CHECK(archive::Reader(path).unreadable_messages(alice).size() == 1);
}

TEST_CASE_METHOD(HealedFixture,
                 "what was decrypted here after an import stays when that is undone") {
    write({secret("m1")});
    import(logged("m1", "the key is under the mat"));
    restart();
    read(readable);
    undo();
    CHECK(texts() == Rows{place_holder + "|the key is under the mat|" + axolotl});
    CHECK(found("mat") == Rows{"1"});
}

TEST_CASE_METHOD(HealedFixture,
                 "a copy that cannot be read has no text once the import is undone") {
    import(logged("m1", "the key is under the mat"));
    restart();
    auto copy = secret("m1");
    copy.via = Via::archive;
    copy.stanza_id = StanzaId{"s1", alice};
    write({copy});
    REQUIRE(texts() == Rows{"the key is under the mat|the key is under the mat|" + axolotl});
    undo();
    CHECK(texts() == Rows{"-|-|" + axolotl});
    CHECK(found("mat") == Rows{"0"});
}
