// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/device_keys.hpp"

#include "archive/fixture.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using Rows = std::vector<std::string>;

static DeviceKey key(std::int64_t device, char digit, Time seen_at = some_day) {
    return {.account = alice,
            .contact = bob,
            .list = PepNode::axolotl_devices,
            .device = device,
            .fingerprint = std::string(64, digit),
            .seen_at = seen_at};
}

static PepEvent list(const std::vector<std::string>& ids, Time seen_at) {
    auto event = mood("x", seen_at);
    event.node = PepNode::axolotl_devices;
    event.payload = "<list/>";
    event.fields.clear();
    for (const auto& id : ids) {
        event.fields.push_back({"value", id});
        *event.payload += id;
    }
    if (ids.empty()) event.payload.reset();
    return event;
}

/// Times in hours since some_day.
static const std::string summary = fmt::format(
    "SELECT device, substr(fingerprint, 1, 1), (first_seen - {0}) / 3600000, "
    "(last_seen - {0}) / 3600000, announced FROM device_key ORDER BY first_seen, device",
    to_milliseconds(some_day));

TEST_CASE_METHOD(ArchiveFixture,
                 "a key that is seen again is the same, and another one is another row") {
    write({list({"1"}, some_day), key(1, 'a'), key(1, 'a', some_day + 1h)});
    CHECK(rows(summary) == Rows{"1|a|0|1|1"});
    write({key(1, 'b', some_day + 2h)});
    CHECK(rows(summary) == Rows{"1|a|0|1|0", "1|b|2|2|1"});
    // The device is listed still, and with its last key.
    write({list({"1", "2"}, some_day + 3h)});
    CHECK(rows(summary) == Rows{"1|a|0|1|0", "1|b|2|3|1"});
}

TEST_CASE_METHOD(ArchiveFixture,
                 "a device that leaves the list is announced no longer, and may come back") {
    write({list({"1", "2"}, some_day), key(1, 'a'), key(2, 'b'), list({"2"}, some_day + 1h)});
    CHECK(rows(summary) == Rows{"1|a|0|0|0", "2|b|0|1|1"});
    write({list({}, some_day + 2h)});
    CHECK(rows(summary) == Rows{"1|a|0|0|0", "2|b|0|1|0"});
    write({list({"1"}, some_day + 3h)});
    CHECK(rows(summary) == Rows{"1|a|0|3|1", "2|b|0|1|0"});
}

TEST_CASE_METHOD(ArchiveFixture, "devices of the two protocols, and of two contacts, are others") {
    auto newer = key(1, 'b');
    newer.list = PepNode::devices;
    auto own = key(1, 'c');
    own.contact = alice;
    write({list({"1"}, some_day), key(1, 'a'), newer, own, list({}, some_day + 1h)});
    CHECK(rows("SELECT contact, protocol, key_type, announced FROM v_device_key ORDER BY 1, 2") ==
          Rows{"alice@example.org|eu.siacs.conversations.axolotl|curve25519|1",
               "bob@example.net|eu.siacs.conversations.axolotl|curve25519|0",
               "bob@example.net|urn:xmpp:omemo:2|ed25519|1"});
}
