// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/messages.hpp"

#include "archive/surroundings.hpp"
#include "view/html/transcript.hpp"
#include "view/picture.hpp"
#include "web/address.hpp"
#include "web/frame.hpp"
#include "web/picture_address.hpp"
#include "web/presence_by_day.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace boswell::web {

static std::vector<Time> stamps_of(const Slice& slice) {
    std::vector<Time> stamps;
    for (const auto& message : slice.messages) stamps.push_back(message.stamp);
    std::ranges::sort(stamps);
    return stamps;
}

/// For one conversation.
static view::Surroundings surroundings_of(const PageContext& context, const Slice& slice) {
    const auto& reader = context.reader;
    const auto now = context.clock.now;
    view::Surroundings around;
    around.gaps = [&reader, &slice, now](const Jid& account, const Jid& with) {
        archive::Selection selection{.accounts = {account}, .contacts = {with}};
        if (slice.has_earlier) selection.since = slice.messages.front().stamp;
        if (slice.has_later) selection.until = slice.messages.back().stamp;
        return archive::conversation_gaps(reader, selection, now);
    };
    // Where a page has no room for all messages it is written again, with the same days.
    const auto& first = slice.messages.front();
    PresenceByDay by_day(stamps_of(slice), [&reader, account = first.account, with = first.with,
                                            now](const Period& period) {
        return archive::contact_presence(reader, account, with, period, now);
    });
    around.presence = [by_day = std::move(by_day)](const Jid&, const Jid&,
                                                   const Period& day) mutable {
        return by_day.of(day);
    };
    around.pictures = [&reader](const Jid& account, const Jid& contact) {
        return archive::picture_versions(reader, account, contact);
    };
    around.message = [&reader](std::int64_t id) { return reader.find_message(id); };
    return around;
}

static Messages transcript_of(const PageContext& context, const view::Surroundings& around,
                              const Slice& slice, std::size_t longest_text) {
    view::html::Transcript transcript(
        {.zone = context.clock.zone,
         .names = context.names,
         .surroundings = around,
         .addresses = {.message = message_address,
                       .text = text_address,
                       .picture =
                           [&context, known = std::map<std::string, std::string>()](
                               const std::string& sha1) mutable {
                               const auto [entry, added] = known.try_emplace(sha1);
                               if (added) entry->second = picture_address(context.reader, sha1);
                               return entry->second;
                           }},
         .longest_text = longest_text,
         .presence_ahead = milliseconds(0)});
    const auto& first = slice.messages.front();
    transcript.begin_conversation(first.account, first.with, view::html::is_in_room(first));
    transcript.begin_page("");
    for (const auto& message : slice.messages) transcript.add(message);
    if (slice.has_later)
        transcript.end_page();
    else
        transcript.end_conversation();
    return {transcript.body(), transcript.has_strips()};
}

Messages messages_of(const PageContext& context, Slice& slice, std::size_t longest_text) {
    const auto around = surroundings_of(context, slice);
    auto messages = transcript_of(context, around, slice, longest_text);
    while (messages.body.size() > page_room && slice.messages.size() > 1) {
        halve(slice);
        messages = transcript_of(context, around, slice, longest_text);
    }
    return messages;
}

void write_messages(view::Markup& markup, std::string& out, const Messages& messages) {
    markup.open("svg", {{"class", "patterns"}, {"aria-hidden", "true"}});
    view::write_patterns(markup);
    markup.close();
    markup.open("div", {{"class", "messages"}, {"id", "messages"}});
    out += messages.body;
    markup.close();
}

}  // namespace boswell::web
