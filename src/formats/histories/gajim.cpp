// SPDX-License-Identifier: GPL-3.0-or-later
// Gajim up to 1.8: logs.db with tables jids and logs. What there is of columns depends on the
// version. Times are seconds since 1970 in UTC.
#include "base/json_object.hpp"
#include "formats/histories/history.hpp"
#include "formats/histories/row_importer.hpp"
#include "formats/json_field.hpp"

namespace boswell::formats {

namespace {

// Column logs.kind.
enum Kind {
    status,
    room_status,
    room_message,
    single_received,
    chat_received,
    single_sent,
    chat_sent
};

// Column logs.show.
constexpr std::int64_t show_offline = 5;
constexpr Show shows[] = {Show::available, Show::chat, Show::away, Show::xa, Show::dnd};

/// An occupant of a room is a row of jids, too: room@server/nickname.
constexpr auto sql = R"(
SELECT log_line_id, jids.jid, contact_name, {}, kind, logs.show, message, {}, own.jid, {}, {}, {}, {},
       jids.type = 1
       OR EXISTS (SELECT 1 FROM jids AS room
                  WHERE instr(jids.jid, '/') > 0 AND room.type = 1
                    AND room.jid = substr(jids.jid, 1, instr(jids.jid, '/') - 1))
FROM logs
JOIN jids ON jids.jid_id = logs.jid_id
LEFT JOIN jids AS own ON own.jid_id = {}
ORDER BY log_line_id)";

class GajimImporter : public RowImporter {
public:
    GajimImporter(HistoryFile& file, const HistoryOptions& options) : RowImporter(file, options) {
        const auto account = optional("logs", "account_id");
        if (account == "NULL") require_account("does not tell accounts apart");
        select(fmt::format(sql, milliseconds("logs.time"), optional("logs", "subject"),
                           optional("logs", "message_id"), optional("logs", "stanza_id"),
                           optional("logs", "additional_data"), optional("logs", "occupant_id"),
                           account));
    }

private:
    bool read(Record& record) override;
    Jid account() const;
    PresenceRecord presence() const;
    MessageRecord message() const;
    MessageRecord plain_message() const;
    void add_correction(MessageRecord& record) const;
};

Jid GajimImporter::account() const {
    if (!is_null(8)) return jid(8).bare();
    if (options_.account.empty()) fail("does not say whose it is; say it with --account JID");
    return options_.account;
}

bool GajimImporter::read(Record& record) {
    const auto kind = number(4);
    if (kind == status || kind == room_status) {
        record = presence();
    } else if (kind >= room_message && kind <= chat_sent) {
        record = message();
    } else {
        return false;  // errors, file transfers and calls
    }
    return true;
}

PresenceRecord GajimImporter::presence() const {
    const auto show = is_null(5) ? -1 : number(5);
    if (show < 0 || show > show_offline) fail("has a status {} that is not known", show);
    const bool offline = show == show_offline;
    auto contact = jid(1);
    if (number(4) == room_status) contact = occupant(contact, text(2));
    auto record =
        seen(account(), contact, offline ? PresenceType::unavailable : PresenceType::available,
             offline ? Show::available : shows[show], time(3), text(6));
    if (number(4) == room_status) record.cause = Cause::room;
    return record;
}

MessageRecord GajimImporter::plain_message() const {
    const auto kind = number(4);
    if (kind == room_message) {
        auto record = said_in_room(account(), jid(1).bare(), text(2), time(3), text(6));
        record.occupant_id = text(12);
        return record;
    }
    const bool sent = kind == single_sent || kind == chat_sent;
    const auto direction = sent ? Direction::out : Direction::in;
    if (number(13) != 0) return said_in_private(account(), jid(1), direction, time(3), text(6));
    auto record = said(account(), jid(1), direction, time(3), text(6));
    if (kind == single_received || kind == single_sent) record.type = MessageType::normal;
    return record;
}

MessageRecord GajimImporter::message() const {
    auto record = plain_message();
    record.subject = text(7);
    record.message_id = text(9);
    record.stanza_id = text(10);
    if (!record.stanza_id.empty())
        record.stanza_id_by = record.type == MessageType::groupchat ? record.with : record.account;
    if (record.body.empty() && record.subject.empty()) fail("has no text");
    add_correction(record);
    return record;
}

/// Gajim writes a correction over the text. The first text is kept beside it.
void GajimImporter::add_correction(MessageRecord& record) const {
    const auto json = text(11);
    if (json.find("original_text") == std::string::npos) return;
    try {
        const auto object = parse_object(json);
        const auto corrected = object.find("corrected");
        if (corrected == object.end() || !object_of(*corrected).contains("original_text")) return;
        const auto first = clean_text(text_of((*corrected)["original_text"]));
        record.versions = {{record.stamp, first, 0, record.message_id},
                           {record.stamp, record.body, 0, ""}};
    } catch (const BadField&) {
        return;  // what is beside the text is not worth the text
    }
}

bool recognises(HistoryFile& file) {
    return file.is_sqlite() &&
           file.has_table("logs", {"log_line_id", "jid_id", "contact_name", "time", "kind", "show",
                                   "message"}) &&
           file.has_table("jids", {"jid_id", "jid", "type"});
}

std::unique_ptr<Importer> make(HistoryFile& file, const HistoryOptions& options) {
    return std::make_unique<GajimImporter>(file, options);
}

}  // namespace

extern constinit const HistoryFormat gajim_history_format = {
    .name = "gajim",
    .summary = "Gajim up to 1.8 (logs.db)",
    .recognises = recognises,
    .importer = make,
};

}  // namespace boswell::formats
