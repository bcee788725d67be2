// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/pep.hpp"
#include "stanza/pep_nodes.hpp"
#include "stanza/pep_samples.hpp"

#include <rapidcheck.h>

using namespace boswell;
using namespace boswell::stanza;

static std::string word() {
    return *rc::gen::element<std::string>("mood", "text", "happy", "relaxing", "artist", "length",
                                          "lat", "timestamp", "nick", "info", "metadata", "device",
                                          "devices", "list", "moved", "new-jid", "vcard", "fn", "n",
                                          "photo", "parameters", "item", "retract", "event");
}

static std::string value() {
    return *rc::gen::element<std::string>(
        "", " ", "1", "-1", "99999999999999999999", "1.5", "bob@example.com", "@",
        "\xF0\x9F\x98\x80", "a9993e364706816aba3e25717850c26c9cd0d89d",
        "data:image/png;base64,AAAA", "2026-02-19T21:12:00Z", "&lt;x/&gt;", "urn:x");
}

/// An element, in the namespace that is right or in another one, with whatever in it.
static std::string tree(const std::string& xmlns, int depth) {
    const auto name = word();
    const auto own = *rc::gen::elementOf(
        std::vector<std::string>{xmlns, xmlns, xmlns, "urn:x", "jabber:client"});
    auto text = "<" + name + " xmlns='" + own + "'";
    for (const char* attribute : {"id", "type", "bytes", "url", "xml:lang"}) {
        if (*rc::gen::inRange(0, 3) == 0)
            text += std::string(" ") + attribute + "='" + value() + "'";
    }
    text += ">" + value();
    const auto children = depth == 0 ? 0 : *rc::gen::inRange(0, 4);
    for (int i = 0; i < children; ++i) text += tree(own, depth - 1) + value();
    return text + "</" + name + ">";
}

TEST_CASE("whatever is in an item, it becomes one event, and a small one") {
    CHECK(rc::check([] {
        const auto node = *rc::gen::elementOf(all_pep_nodes);
        const std::string xmlns(payload_of(node).xmlns);
        const auto name = *rc::gen::arbitrary<bool>() ? std::string(payload_of(node).name) : word();
        const auto payload =
            "<" + name + " xmlns='" + xmlns + "'>" + value() + tree(xmlns, 3) + "</" + name + ">";
        const auto bytes = message(items(node, payload, value()), "from='bob@example.net'");
        const auto document = parse(bytes);
        RC_ASSERT(document.has_value());
        const auto events = translate(document->root(), bytes, watching());
        RC_ASSERT(events.size() == 1);
        if (const auto* event = std::get_if<PepEvent>(&events.front())) {
            RC_ASSERT(event->payload.value_or("").size() <= largest_payload);
            // What is kept is the same when it is read again.
            if (event->payload) {
                const auto again =
                    message(items(node, *event->payload, value()), "from='bob@example.net'");
                RC_ASSERT(only<PepEvent>(again, watching()).payload == event->payload);
            }
        } else {
            RC_ASSERT(std::holds_alternative<Quarantined>(events.front()));
        }
    }));
}
