// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/messages.hpp"

#include "archive/surroundings.hpp"
#include "view/html/transcript.hpp"
#include "view/picture.hpp"
#include "web/address.hpp"
#include "web/frame.hpp"
#include "web/picture_address.hpp"

#include <map>

namespace boswell::web {

using Intervals = std::vector<PresenceInterval>;

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
    around.presence = [&reader, now, known = std::map<std::pair<Time, Time>, Intervals>()](
                          const Jid& account, const Jid& contact, const Period& period) mutable {
        const auto [entry, added] = known.try_emplace({period.since, period.until});
        if (added) entry->second = archive::contact_presence(reader, account, contact, period, now);
        return entry->second;
    };
    around.pictures = [&reader](const Jid& account, const Jid& contact) {
        return archive::picture_versions(reader, account, contact);
    };
    around.message = [&reader](std::int64_t id) { return reader.find_message(id); };
    return around;
}

/// Presence is read of all days at once where these are few; of years it would be too much.
static constexpr auto few_days = std::chrono::days(35);

static milliseconds presence_ahead(const Slice& slice) {
    const auto length = slice.messages.back().stamp - slice.messages.front().stamp;
    return length <= few_days ? length + std::chrono::days(1) : milliseconds(0);
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
         .presence_ahead = presence_ahead(slice)});
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
