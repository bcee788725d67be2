// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/archived_message.hpp"

#include "base/integer.hpp"
#include "stanza/namespaces.hpp"
#include "stanza/parse.hpp"
#include "stanza/translate.hpp"
#include "stanza/write_xml.hpp"

#include <algorithm>

namespace boswell::formats {

/// What boswell calls a message that has a number in its archive.
static constexpr std::string_view own_id = "boswell-";
static constexpr std::int64_t most = (std::int64_t{1} << 53) - 1;

static std::optional<Reference> reference_of(const std::optional<Annotation>& annotation) {
    if (!annotation) return std::nullopt;
    return Reference{.kind = annotation->kind,
                     .named_id = annotation->named_id,
                     .stamp = {},
                     .jid = annotation->jid,
                     .emoji = annotation->emoji,
                     .reason = annotation->reason,
                     .call = annotation->call};
}

static std::string best_lang(const Message& message, std::string_view text) {
    const auto best = std::ranges::find(message.bodies, text, &LangText::text);
    return best == message.bodies.end() ? std::string() : best->lang;
}

static MessageRecord to_record(const Message& message) {
    MessageRecord record;
    record.account = message.account;
    record.with = message.with;
    // Of a room that shows no real JIDs it is not known which words were ours.
    record.direction = message.knows_direction ? message.direction : Direction::in;
    record.from = message.from;
    record.to = message.to;
    record.type = message.type;
    record.stamp = message.stamp;
    record.received_at = message.stamp;
    record.body = best_text(message.bodies);
    record.lang = best_lang(message, record.body);
    if (message.bodies.size() > 1) record.bodies = message.bodies;
    record.shown = message.shown;
    record.subject = best_text(message.subjects);
    record.thread = message.thread;
    record.message_id = message.message_id;
    record.origin_id = message.origin_id;
    if (message.stanza_id) {
        record.stanza_id = message.stanza_id->id;
        record.stanza_id_by = message.stanza_id->by;
    }
    record.encryption = message.encryption;
    record.in_room = message.in_room;
    record.occupant_id = message.occupant_id;
    record.off_the_record = message.off_the_record;
    record.attachments = message.attachments;
    record.mentions = message.mentions;
    record.previews = message.previews;
    record.annotates = reference_of(message.annotation);
    record.reply_to = reference_of(message.reply);
    return record;
}

static constexpr std::string_view query = "boswell";

/// As the server would send it, so that it is read by the same code.
static std::string as_result(const ArchivedMessage& archived) {
    std::string out = "<message";
    stanza::write_attribute("from", archived.account.str(), out);
    out += "><result";
    stanza::write_attribute("xmlns", stanza::ns::archive, out);
    stanza::write_attribute("queryid", query, out);
    stanza::write_attribute("id", archived.id, out);
    out += "><forwarded";
    stanza::write_attribute("xmlns", stanza::ns::forward, out);
    out += "><delay";
    stanza::write_attribute("xmlns", stanza::ns::delay, out);
    stanza::write_attribute("stamp", to_rfc3339(archived.stamp), out);
    return out + "/>" + archived.stanza + "</forwarded></result></message>";
}

static stanza::Context context_of(const ArchivedMessage& archived, const stanza::Element& message) {
    stanza::Context context{.account = archived.account,
                            .self = archived.account,
                            .now = archived.stamp,
                            .session_began = archived.stamp,
                            .trust_stanza_ids = true,
                            .rooms = {}};
    context.queries[archived.account] = {.id = std::string(query)};
    const auto from = Jid::parse(message.attribute("from"));
    if (from && message.attribute("type") == "groupchat")
        context.rooms[from->bare()] = {.nickname = {},
                                       .entered_at = archived.stamp,
                                       .occupant_id = {},
                                       .gives_stanza_ids = true,
                                       .gives_occupant_ids = true,
                                       .tells_real_jids = archived.account};
    return context;
}

/// Of an export of our own the number, and the id that it gives beside the stanza.
static void set_ids(MessageRecord& record, const ArchivedMessage& archived) {
    if (!archived.id.starts_with(own_id)) return;  // that is the id in the archive of the account
    const auto number = std::string_view(archived.id).substr(own_id.size());
    record.id = parse_integer<std::int64_t>(number, 1, most).value_or(0);
    record.stanza_id.clear();
    record.stanza_id_by = {};
    const auto& given = archived.stanza_id;
    if (!given || (given->by != record.account && given->by != record.with)) return;
    record.stanza_id = given->id;
    record.stanza_id_by = given->by;
}

std::optional<MessageRecord> record_of(const ArchivedMessage& archived) {
    const auto plain = stanza::parse(archived.stanza);
    const auto original = as_result(archived);
    const auto document = stanza::parse(original);
    if (!plain || !document) return std::nullopt;
    std::optional<MessageRecord> record;
    for (auto& event :
         stanza::translate(document->root(), original, context_of(archived, plain->root()))) {
        if (auto* message = std::get_if<Message>(&event); message != nullptr && !record)
            record = to_record(*message);
    }
    if (!record) return std::nullopt;
    set_ids(*record, archived);
    record->stanza = archived.stanza;
    return record;
}

}  // namespace boswell::formats
