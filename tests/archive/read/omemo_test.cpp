// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/fixture.hpp"
#include "archive/omemo_device.hpp"
#include "archive/reader.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using archive::OmemoDevice;

namespace {

/// Bob writes encrypted messages, each with a key of a name.
struct KeysFixture : ArchiveFixture {
    KeysFixture() {
        writer->use_omemo(alice, [](OmemoDevice& device) {
            device.keys().create({7, "\x05public", "private"}, some_day);
        });
    }
    void says(const std::string& key, Time stamp) {
        auto value = message("I sent you an encrypted message", stamp);
        value.encryption = "eu.siacs.conversations.axolotl";
        value.message_id = key + std::to_string(++number);
        value.stanza = "<message id='" + value.message_id + "'>" + key + "</message>";
        write({value});
        writer->use_omemo(alice, [&](OmemoDevice& device) { device.read_waiting(read, 10); });
    }
    static OmemoReading read(std::string_view stanza, const Message&, OmemoStore&) {
        if (stanza.find("broken") != std::string_view::npos)
            return {.device = 3, .failure = OmemoFailure::broken_session};
        const auto key = stanza.find("new") == std::string_view::npos ? "old" : "new";
        return {.device = 3, .fingerprint = key, .text = "hello"};
    }
    OmemoMessageRecord last() const {
        const auto id = rows("SELECT max(id) FROM message").front();
        return archive::Reader(path).omemo_message(std::stoll(id)).value();
    }

    int number = 0;
};

}  // namespace

TEST_CASE_METHOD(KeysFixture,
                 "a message says since when its key is known, and whether it changed") {
    says("old", some_day + 1h);
    CHECK(last().key_first_seen == some_day + 1h);
    CHECK_FALSE(last().is_other_key);
    says("old", some_day + 2h);
    CHECK(last().key_first_seen == some_day + 1h);
    says("new", some_day + 3h);
    CHECK(last().key_first_seen == some_day + 3h);
    CHECK(last().is_other_key);
    CHECK(last().fingerprint == "new");
    CHECK(archive::Reader(path).unreadable_messages(alice).empty());
}

TEST_CASE_METHOD(KeysFixture, "what could not be read is listed, oldest first") {
    says("broken", some_day + 2h);
    says("old", some_day + 3h);
    says("broken", some_day + 1h);
    const auto unread = archive::Reader(path).unreadable_messages(alice);
    REQUIRE(unread.size() == 2);
    CHECK(unread.front().stamp == some_day + 1h);
    CHECK(unread.front().failure == OmemoFailure::broken_session);
    CHECK(unread.front().with == bob);
    CHECK(archive::Reader(path).unreadable_messages(bob).empty());
}

TEST_CASE_METHOD(KeysFixture, "an account that is a device is told by its public key alone") {
    const auto devices = archive::Reader(path).omemo_devices();
    REQUIRE(devices.size() == 1);
    CHECK(devices.front().account == alice);
    CHECK(devices.front().device == 7);
    CHECK(devices.front().fingerprint == "7075626c6963");
    CHECK(devices.front().created_at == some_day);
    CHECK_FALSE(archive::Reader(path).omemo_message(1));
}
