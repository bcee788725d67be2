// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/older_pages.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::xmpp;

static const Jid alice = Jid::of("alice@example.org");
static const Jid room = Jid::of("tea@rooms.example.org");

static stanza::Context asking(bool backwards) {
    stanza::Context context;
    context.account = alice;
    context.queries = {{alice, {.id = "q1", .backwards = backwards}},
                       {room, {.id = "q2", .backwards = true}}};
    return context;
}

static Event archived(const std::string& id, const Jid& by = alice, std::size_t size = 100) {
    Message message;
    message.via = Via::archive;
    message.stanza_id = StanzaId{id, by};
    message.stanza.assign(size, 'x');
    return message;
}

static std::vector<std::string> ids(const std::vector<Message>& page) {
    std::vector<std::string> found;
    for (const auto& message : page) {
        CHECK(message.paged_backwards);
        found.push_back(message.stanza_id->id);
    }
    return found;
}

static bool keep(OlderPages& pages, Event event, const stanza::Context& context) {
    return pages.keep(event, context);
}

TEST_CASE("a page that is fetched backwards leaves with its latest message first") {
    OlderPages pages;
    const auto context = asking(true);
    for (const auto* id : {"a1", "a2", "a3"}) CHECK(keep(pages, archived(id), context));
    CHECK(keep(pages, archived("r1", room), context));
    CHECK(ids(pages.take(alice)) == std::vector<std::string>{"a3", "a2", "a1"});
    CHECK(pages.take(alice).empty());
    CHECK(ids(pages.take(room)) == std::vector<std::string>{"r1"});
}

TEST_CASE("everything else passes at once") {
    OlderPages pages;
    auto live = std::get<Message>(archived("a1"));
    live.via = Via::stream;
    CHECK_FALSE(keep(pages, live, asking(true)));
    CHECK_FALSE(keep(pages, archived("a1"), asking(false)));
    CHECK_FALSE(keep(pages, archived("a1", Jid::of("other@example.org")), asking(true)));
    CHECK_FALSE(keep(pages, Receipt{}, asking(true)));
}

TEST_CASE("a page does not grow without bounds, however large its messages are") {
    OlderPages pages;
    const auto context = asking(true);
    int kept = 0;
    for (int i = 0; i < 20; ++i)
        kept += keep(pages, archived(std::to_string(i), alice, 1u << 20), context) ? 1 : 0;
    CHECK(kept == 3);
    CHECK(pages.take(alice).size() == 3);
    CHECK(keep(pages, archived("next"), context));
}

TEST_CASE("what was taken out of held pages makes room again") {
    OlderPages pages;
    const auto context = asking(true);
    const auto fill = [&](const Jid& archive) {
        int kept = 0;
        while (keep(pages, archived("x", archive, 100'000), context)) ++kept;
        return kept;
    };
    const auto most = fill(alice);
    CHECK(most > 20);
    CHECK(fill(room) == 0);
    CHECK(pages.take(alice).size() == static_cast<std::size_t>(most));
    CHECK(fill(room) == most);
    pages.take(alice);  // nothing is there, and so nothing becomes free
    CHECK(fill(alice) == 0);
    pages.take(room);
    CHECK(fill(alice) == most);
}

TEST_CASE("a page may be as large as the bound, and not larger") {
    OlderPages pages;
    const auto context = asking(true);
    const auto whole = (OlderPages::most_bytes - sizeof(Message)) / 2;
    CHECK_FALSE(keep(pages, archived("a1", alice, whole + 1), context));
    CHECK(keep(pages, archived("a2", alice, whole), context));
    CHECK_FALSE(keep(pages, archived("a3", alice, 0), context));
    CHECK(ids(pages.take(alice)) == std::vector<std::string>{"a2"});
}

TEST_CASE("an archive that is not being asked has no page") {
    OlderPages pages;
    stanza::Context context;
    context.account = alice;
    CHECK_FALSE(keep(pages, archived("a1"), context));
    auto unnamed = std::get<Message>(archived("a1"));
    unnamed.stanza_id.reset();
    CHECK_FALSE(keep(pages, unnamed, asking(true)));
}
