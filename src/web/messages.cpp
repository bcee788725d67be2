// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/messages.hpp"

#include "archive/surroundings.hpp"
#include "view/html/transcript.hpp"
#include "view/picture.hpp"
#include "web/address.hpp"

namespace boswell::web {

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
    around.presence = [&reader, now](const Jid& account, const Jid& contact, const Period& period) {
        return archive::contact_presence(reader, account, contact, period, now);
    };
    around.pictures = [&reader](const Jid& account, const Jid& contact) {
        return archive::picture_versions(reader, account, contact);
    };
    around.message = [&reader](std::int64_t id) { return reader.find_message(id); };
    return around;
}

bool write_transcript(view::Markup& markup, std::string& out, const PageContext& context,
                      const Extract& extract) {
    const auto& slice = extract.slice;
    const auto around = surroundings_of(context, slice);
    view::html::Transcript transcript(
        {.zone = context.clock.zone,
         .names = context.names,
         .surroundings = around,
         .addresses = {.message = message_address,
                       .picture =
                           [](const std::string& sha1) {
                               return Address("/picture").with("sha1", sha1).text();
                           }},
         .longest_text = extract.longest_text,
         .presence_ahead = {}});
    const auto& first = slice.messages.front();
    transcript.begin_conversation(first.account, first.with, view::html::is_in_room(first));
    transcript.begin_page("");
    for (const auto& message : slice.messages) transcript.add(message);
    if (slice.has_later)
        transcript.end_page();
    else
        transcript.end_conversation();
    markup.open("svg", {{"class", "patterns"}, {"aria-hidden", "true"}});
    view::write_patterns(markup);
    markup.close();
    markup.open("div", {{"class", "messages"}, {"id", "messages"}});
    out += transcript.body();
    markup.close();
    return transcript.has_strips();
}

}  // namespace boswell::web
