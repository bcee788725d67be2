// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/omemo_reader.hpp"

#include "archive/fixture.hpp"
#include "archive/omemo_device.hpp"
#include "archive/reindex.hpp"

#include <catch2/catch.hpp>

#include <thread>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using archive::OmemoDevice;
using Rows = std::vector<std::string>;

namespace {

const std::string axolotl = "eu.siacs.conversations.axolotl";

/// Encrypted for everybody who can read what stands behind "cipher:".
Message encrypted(const std::string& text, const std::string& id, Time stamp = some_day + 1h) {
    auto value = message_with_id("I sent you an encrypted message", id, stamp);
    value.encryption = axolotl;
    value.message_id = "m-" + id;
    value.stanza = "<message><encrypted>cipher:" + text + "</encrypted></message>";
    return value;
}

OmemoReading decipher(std::string_view original, const Message&, OmemoStore& store) {
    const auto begin = original.find("cipher:");
    auto text = std::string(original.substr(begin + 7, original.find('<', begin) - begin - 7));
    if (text == "for others") return {.device = 3, .failure = OmemoFailure::not_encrypted_to};
    store.set_session({bob, 3}, text);
    return {.device = 3, .fingerprint = "f1", .text = std::move(text), .wants_answer = true};
}

struct ReaderFixture : ArchiveFixture {
    ReaderFixture() {
        writer->use_omemo(alice, [](OmemoDevice& device) {
            device.keys().create({.device = 7, .public_key = "p", .private_key = "s"}, some_day);
        });
    }
    archive::OmemoReader::Round read(std::size_t most = 100,
                                     const archive::ReadEncrypted& how = decipher) {
        archive::OmemoReader::Round round;
        writer->use_omemo(alice,
                          [&](OmemoDevice& device) { round = device.read_waiting(how, most); });
        return round;
    }
    Rows found(const std::string& word) const {
        return rows("SELECT rowid FROM search WHERE search MATCH '" + word + "'");
    }
};

}  // namespace

TEST_CASE_METHOD(ReaderFixture, "an encrypted message that was read is shown and found") {
    write({encrypted("wherefore art thou", "1")});
    CHECK(found("wherefore").empty());
    const auto round = read();
    CHECK(round.read == 1);
    CHECK(round.want_answer == std::set<OmemoAddress>{{bob, 3}});
    CHECK(rows("SELECT shown, encryption FROM message") == Rows{"wherefore art thou|" + axolotl});
    CHECK(found("wherefore").size() == 1);
    CHECK(found("encrypted").empty());
    CHECK(rows("SELECT state, device, fingerprint, listed FROM omemo_message") ==
          Rows{"read|3|f1|-"});
    CHECK(read().read == 0);
}

TEST_CASE_METHOD(ReaderFixture, "a copy of a message that was read is no other message") {
    write({encrypted("wherefore art thou", "1")});
    read();
    auto copy = encrypted("wherefore art thou", "1");
    copy.via = Via::archive;
    auto late = encrypted("wherefore art thou", "2");
    late.stanza_id.reset();
    late.message_id = "m-1";
    late.via = Via::carbon;
    write({copy, late});
    CHECK(read().read == 0);
    CHECK(rows("SELECT shown FROM message") == Rows{"wherefore art thou"});
}

TEST_CASE_METHOD(ReaderFixture, "a correction that was read is found with what it corrects") {
    auto correction = encrypted("wherefore are you", "2", some_day + 2h);
    correction.annotation = Annotation{.kind = AnnotationKind::correction, .named_id = "m-1"};
    write({encrypted("wherefore art thou", "1"), correction});
    CHECK(read().read == 2);
    const auto first = rows("SELECT id FROM message WHERE message_id = 'm-1'");
    CHECK(found("thou") == first);
    CHECK(found("you") == first);
}

TEST_CASE_METHOD(ReaderFixture, "messages are read in the order in which they were sent") {
    write({encrypted("third", "3", some_day + 3h), encrypted("first", "1", some_day + 1h),
           encrypted("second", "2", some_day + 2h)});
    std::vector<std::string> order;
    const auto in_order = [&](std::string_view original, const Message& stored, OmemoStore& store) {
        auto reading = decipher(original, stored, store);
        order.push_back(*reading.text);
        return reading;
    };
    CHECK(read(2, in_order).more);
    CHECK_FALSE(read(2, in_order).more);
    CHECK(order == std::vector<std::string>{"first", "second", "third"});
}

TEST_CASE_METHOD(ReaderFixture, "messages that take long are read in several rounds") {
    for (int i = 0; i < 4; ++i)
        write({encrypted("number " + std::to_string(i), std::to_string(i), some_day + i * 1h)});
    const auto slowly = [](std::string_view original, const Message& stored, OmemoStore& store) {
        std::this_thread::sleep_for(110ms);
        return decipher(original, stored, store);
    };
    for (int i = 0; i < 4; ++i) {
        const auto round = read(100, slowly);
        CHECK(round.read == 1);
        CHECK(round.more == (i < 3));
    }
}

TEST_CASE_METHOD(ReaderFixture, "what cannot be read keeps its reason") {
    write({encrypted("for others", "1"), encrypted("for others", "2", some_day - 1h)});
    CHECK(read().unreadable == 2);
    CHECK(rows("SELECT state FROM omemo_message ORDER BY message_id") ==
          Rows{"before-device", "not-encrypted-to"});
    CHECK(rows("SELECT count(*) FROM message WHERE shown IS NOT NULL") == Rows{"0"});
}

TEST_CASE_METHOD(ReaderFixture, "text and state of the session are stored together or not at all") {
    write({encrypted("first", "1"), encrypted("second", "2", some_day + 2h)});
    int count = 0;
    const auto killed = [&](std::string_view original, const Message& stored, OmemoStore& store) {
        auto reading = decipher(original, stored, store);
        if (++count == 2) throw Error("killed");
        return reading;
    };
    CHECK_THROWS_WITH(read(100, killed), "killed");
    CHECK(rows("SELECT count(*) FROM omemo_session") == Rows{"0"});
    CHECK(found("first").empty());
    CHECK(read().read == 2);
    CHECK(rows("SELECT CAST(record AS TEXT) FROM omemo_session") == Rows{"second"});
    CHECK(found("first").size() == 1);
}

TEST_CASE_METHOD(ReaderFixture, "the device of an author is known to be his, or known not to be") {
    auto list = mood("x");
    list.node = PepNode::axolotl_devices;
    const auto devices = GENERATE(as<std::vector<std::string>>{}, std::vector<std::string>{"3"},
                                  std::vector<std::string>{"2", "3"}, std::vector<std::string>{"2"},
                                  std::vector<std::string>{});
    list.fields.clear();
    for (const auto& device : devices) list.fields.push_back({"value", device});
    list.payload = "<list/>";
    write({list, encrypted("hello", "1")});
    read();
    const bool is_listed = !devices.empty() && devices.back() == "3";
    CHECK(rows("SELECT listed FROM omemo_message") == Rows{is_listed ? "1" : "0"});
}

TEST_CASE_METHOD(ReaderFixture,
                 "what was read before does not wait, and what is not for a device") {
    auto plain = message_with_id("hello", "2");
    auto other = encrypted("hello", "3");
    other.encryption = "jabber:x:encrypted";
    auto elsewhere = encrypted("hello", "4");
    elsewhere.account = bob;
    auto bounce = encrypted("hello", "5");
    bounce.type = MessageType::error;
    write({plain, other, elsewhere, bounce});
    CHECK(count("omemo_message") == 0);
}

TEST_CASE_METHOD(ReaderFixture, "to build the search index anew loses no text that was read") {
    write({encrypted("wherefore art thou", "1")});
    read();
    writer.reset();
    const auto extent = GENERATE(archive::Extent::texts, archive::Extent::everything);
    archive::Reindex reindex(path, extent, [](std::string_view, Message stored) {
        stored.shown.reset();
        return std::optional<Message>(std::move(stored));
    });
    while (reindex.advance()) {
    }
    CHECK(rows("SELECT shown FROM message") == Rows{"wherefore art thou"});
    CHECK(found("wherefore").size() == 1);
}

TEST_CASE_METHOD(ReaderFixture, "all that an encrypted message says beside its text is kept") {
    const auto sealed = [](std::string_view, const Message& stored, OmemoStore&) {
        auto said = stored;
        said.bodies = {{"", "no text for the row"}};
        said.annotation = Annotation{.kind = AnnotationKind::correction, .named_id = "m-1"};
        said.attachments = {{.url = "https://a.example/b.png"}};
        return OmemoReading{.list = PepNode::devices,
                            .device = 3,
                            .fingerprint = "f1",
                            .text = "wherefore",
                            .said = said};
    };
    write({encrypted("", "1"), encrypted("", "2", some_day + 2h)});
    const auto round = read(1);
    CHECK(round.more);
    read(100, sealed);
    CHECK(rows("SELECT kind, named_id FROM annotation") == Rows{"correction|m-1"});
    CHECK(rows("SELECT url FROM attachment") == Rows{"https://a.example/b.png"});
    CHECK(found("wherefore").size() == 1);
    CHECK(rows("SELECT count(*) FROM message WHERE body = 'no text for the row'") == Rows{"0"});
}

TEST_CASE_METHOD(ReaderFixture,
                 "files within and outside of what is encrypted are each there once") {
    const auto sealed = [](std::string_view, const Message& stored, OmemoStore&) {
        auto said = stored;
        said.attachments = {{.url = "https://a.example/1.png"}, {.url = "https://a.example/2.png"}};
        return OmemoReading{.list = PepNode::devices, .device = 3, .said = said};
    };
    auto message = encrypted("", "1");
    message.attachments = {{.url = "https://a.example/1.png"}};
    write({message});
    CHECK(read(100, sealed).read == 1);
    CHECK(rows("SELECT n, url FROM attachment ORDER BY n") ==
          Rows{"0|https://a.example/1.png", "1|https://a.example/2.png"});
}

TEST_CASE_METHOD(ReaderFixture, "a device has a session of each protocol") {
    const OmemoAddress later{bob, 3, PepNode::devices};
    writer->use_omemo(alice, [&](OmemoDevice& device) {
        device.keys().set_session({bob, 3}, "one");
        device.keys().set_session(later, "two");
        device.keys().set_answered(later, some_day);
    });
    writer->use_omemo(alice, [&](OmemoDevice& device) {
        CHECK(device.keys().session({bob, 3}) == "one");
        CHECK(device.keys().session(later) == "two");
        CHECK_FALSE(device.keys().answered_at({bob, 3}));
        CHECK(device.keys().answered_at(later) == some_day);
    });
}
