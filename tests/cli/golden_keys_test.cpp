// SPDX-License-Identifier: GPL-3.0-or-later
// What the program prints of an OMEMO device and of what was encrypted to it.
#include "archive/omemo_device.hpp"
#include "archive/writer.hpp"
#include "cli/golden.hpp"
#include "support/builders.hpp"

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

static Message encrypted(const std::string& text, Time stamp) {
    auto value = message("I sent you an OMEMO encrypted message", stamp);
    value.encryption = "eu.siacs.conversations.axolotl";
    value.stanza = "<message>" + text + "</message>";
    return value;
}

/// Bob's first key, another one later, and one message that cannot be read.
static OmemoReading opened(std::string_view stanza, const Message&, OmemoStore&) {
    const auto says = [&](std::string_view text) {
        return stanza.find(text) != std::string_view::npos;
    };
    if (says("damaged")) return {.device = 3, .failure = OmemoFailure::broken_session};
    return {.device = 3,
            .fingerprint = std::string(64, says("soft") ? 'a' : 'b'),
            .text = says("soft") ? "But soft!" : "What light?"};
}

static void make_archive(const std::filesystem::path& path) {
    archive::Writer writer(path);
    writer.use_omemo(alice, [](archive::OmemoDevice& device) {
        device.keys().create({.device = 1597,
                              .public_key = '\x05' + std::string(32, '\x1f'),
                              .private_key = std::string(32, 'x')},
                             some_day);
    });
    auto list = mood("x");
    list.node = PepNode::axolotl_devices;
    list.fields = {{"value", "3"}};
    list.payload = "<list/>";
    writer.write(std::vector<Event>{RosterUpdate{.account = alice,
                                                 .seen_at = some_day,
                                                 .complete = true,
                                                 .items = {roster_item("bob@example.net", "Bob")}},
                                    list,
                                    DeviceKey{.account = alice,
                                              .contact = bob,
                                              .list = PepNode::axolotl_devices,
                                              .device = 3,
                                              .fingerprint = std::string(64, 'a'),
                                              .seen_at = some_day},
                                    encrypted("soft", some_day + 1h),
                                    encrypted("light", some_day + 2h),
                                    encrypted("damaged", some_day + 3h)});
    writer.use_omemo(alice, [](archive::OmemoDevice& device) { device.read_waiting(opened, 10); });
}

static const std::vector<Case> keys_cases = {
    {"keys", {"keys"}},
    {"keys-json", {"keys", "--json"}},
    {"keys-of-one", {"keys", "bob@example.net"}},
    {"keys-search", {"search", "light"}},
    {"keys-log", {"log", "bob@example.net"}},
    {"keys-show", {"show", "826823366535"}},
    {"keys-show-json", {"show", "826823366535", "--json"}},
    {"keys-show-unread", {"show", "826826966535"}},
    {"keys-show-unread-json", {"show", "826826966535", "--json"}},
    {"keys-gaps", {"gaps"}},
    {"keys-gaps-json", {"gaps", "--json"}},
};

TEST_CASE("every command prints what was encrypted") {
    const TempDir folder;
    make_archive(folder / "archive.db");
    compare_all(keys_cases, folder);
}
