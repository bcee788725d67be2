// SPDX-License-Identifier: GPL-3.0-or-later
// What the program prints of calls, links, read marks and bookmarks.
#include "archive/writer.hpp"
#include "cli/golden.hpp"
#include "support/builders.hpp"

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

/// A call, a message that says much of its links, how far the conversation was read, and a
/// bookmark.
static std::vector<Event> carried_events() {
    const auto said = [](Message value, CallAction action) {
        value.annotation = Annotation{.kind = AnnotationKind::call, .named_id = "c1"};
        value.annotation->call = CallStep{.action = action};
        return value;
    };
    auto proposal = said(message_with_id("", "s1"), CallAction::propose);
    proposal.annotation->call->media = {"audio", "video"};
    auto answer = said(message("", some_day + 5s), CallAction::proceed);
    answer.direction = Direction::out;
    std::swap(answer.from, answer.to);
    auto end = said(message("", some_day + 728s), CallAction::finish);
    end.annotation->reason = "success";
    auto missed = message("", some_day + 1h);
    missed.annotation = Annotation{.kind = AnnotationKind::call,
                                   .named_id = "c2",
                                   .call = CallStep{CallAction::propose, {"audio"}}};
    auto taken_back = missed;
    taken_back.stamp += 20s;
    taken_back.annotation->call = CallStep{CallAction::retract};
    auto linking = message("Alice, see https://example.org/page", some_day + 2h);
    linking.mentions = {{"xmpp:alice@example.org", 0, 5}};
    linking.previews = {
        {"https://example.org/page", "The page", "All of it", "Example", "website", ""}};
    auto voice = message("", some_day + 3h);
    voice.attachments = {
        {.url = "https://example.org/1.ogg",
         .description = "1.ogg",
         .mime = "audio/ogg",
         .size = 6144,
         .caption = "a song",
         .disposition = "inline",
         .dimensions = Dimensions{640, 480},
         .length = 63s,
         .hashes = {{"sha-256", "YQ=="}},
         .thumbnails = {{"cid:sha1+8f@bob.xmpp.org", "image/png", Dimensions{64, 48}}}}};
    return {proposal,
            answer,
            end,
            missed,
            taken_back,
            linking,
            voice,
            ReadMarked{.account = alice,
                       .with = bob,
                       .stanza_id = {"s1", alice},
                       .stamp = some_day + 4h,
                       .seen_at = some_day + 4h},
            BookmarksTold{.account = alice,
                          .at = some_day - 24h,
                          .bookmarks = {{.room = Jid::of("tea@conference.example.org")},
                                        {.room = Jid::of("fog@conference.example.org")}},
                          .all = true},
            BookmarksTold{.account = alice,
                          .at = some_day,
                          .bookmarks = {{.room = Jid::of("tea@conference.example.org"),
                                         .name = "Tea",
                                         .nickname = "alice",
                                         .autojoin = true,
                                         .has_password = true}},
                          .all = true}};
}

static const std::vector<Case> carried_cases = {
    {"carried-log", {"log", "bob@example.net"}},
    {"carried-search-json", {"search", "-n", "0", "--json"}},
    {"carried-show-call", {"show", "826816166535"}},
    {"carried-search-call", {"search", "has:call"}},
    {"carried-search-title", {"search", "the page"}},
    {"carried-show-read", {"show", "--json", "826816166535"}},
    {"carried-bookmarks", {"bookmarks"}},
    {"carried-bookmarks-json", {"bookmarks", "--json", "tea@conference.example.org"}},
    {"carried-bookmarks-history", {"bookmarks", "--history"}},
    {"carried-bookmarks-none", {"bookmarks", "coffee@conference.example.org"}},
    {"carried-conversations", {"conversations"}},
    {"carried-conversations-json", {"conversations", "--json"}},
    {"carried-export-text", {"export", "-f", "text", "-o", "-"}},
    {"carried-export-csv", {"export", "-f", "csv", "-o", "-"}},
    {"carried-export-jsonl", {"export", "-f", "jsonl", "-o", "-", "--what", "messages,contacts"}},
};

TEST_CASE("every command prints what messages carry") {
    const TempDir folder;
    archive::Writer(folder / "archive.db").write(carried_events());
    compare_all(carried_cases, folder);
}
