// SPDX-License-Identifier: GPL-3.0-or-later
// Gajim from 1.9 on: logs.db with a table message for each kind of thing. Corrections are messages
// of their own. Times are seconds since 1970 in UTC.
#include "formats/histories/history.hpp"
#include "formats/histories/row_importer.hpp"

namespace boswell::formats {

namespace {

// Columns message.type and message.direction.
enum Type { chat = 1, groupchat, private_chat };
constexpr std::int64_t sent = 2;

constexpr auto sql = R"(
SELECT message.pk, account.jid, remote.jid, {}, message.direction, message.type, message.text,
       {}, {}, {}, {}, {}, {}
FROM message
JOIN account ON account.pk = message.fk_account_pk
JOIN remote ON remote.pk = message.fk_remote_pk
{}
ORDER BY message.pk)";

class Gajim19Importer : public RowImporter {
public:
    Gajim19Importer(HistoryFile& file, const HistoryOptions& options) : RowImporter(file, options) {
        const bool has_occupants = file.has_table("occupant", {"pk", "nickname"}) &&
                                   file.columns("message").contains("fk_occupant_pk");
        select(fmt::format(
            sql, milliseconds("message.timestamp"), optional("message", "resource"),
            optional("message", "id"), optional("message", "stanza_id"),
            optional("message", "correction_id"), has_occupants ? "occupant.nickname" : "NULL",
            has_occupants && file.columns("occupant").contains("id") ? "occupant.id" : "NULL",
            has_occupants ? "LEFT JOIN occupant ON occupant.pk = message.fk_occupant_pk" : ""));
    }

private:
    bool read(Record& record) override;
    MessageRecord message() const;
    MessageRecord plain_message() const;
    Jid with() const;
};

/// A contact with its resource, or an occupant of a room.
Jid Gajim19Importer::with() const {
    auto bare = jid(2);
    const auto resource = text(7);
    if (resource.empty() || !bare.is_bare()) return bare;
    return Jid::parse(bare.str() + "/" + resource).value_or(bare);
}

MessageRecord Gajim19Importer::plain_message() const {
    const auto direction = number(4) == sent ? Direction::out : Direction::in;
    const auto account = jid(1).bare();
    switch (number(5)) {
        case groupchat: {
            const auto nickname = is_null(11) ? text(7) : text(11);
            auto record = said_in_room(account, jid(2).bare(), nickname, time(3), text(6));
            record.occupant_id = text(12);
            record.direction = direction;
            record.to = direction == Direction::in ? account : record.with;
            return record;
        }
        case private_chat:
            return said_in_private(account, with(), direction, time(3), text(6));
        default:
            // The resource of what we sent is our own.
            return said(account, direction == Direction::in ? with() : jid(2), direction, time(3),
                        text(6));
    }
}

MessageRecord Gajim19Importer::message() const {
    auto record = plain_message();
    record.message_id = text(8);
    record.stanza_id = text(9);
    if (!record.stanza_id.empty())
        record.stanza_id_by = record.type == MessageType::groupchat ? record.with : record.account;
    if (!is_null(10)) record.annotates = Reference{AnnotationKind::correction, text(10), 0, {}, {}};
    return record;
}

/// A message without a text is a call, a file or a marker.
bool Gajim19Importer::read(Record& record) {
    if (number(5) < chat || number(5) > private_chat || text(6).empty()) return false;
    record = message();
    return true;
}

bool recognises(HistoryFile& file) {
    return file.is_sqlite() &&
           file.has_table("message", {"pk", "fk_account_pk", "fk_remote_pk", "type", "direction",
                                      "timestamp", "text"}) &&
           file.has_table("account", {"pk", "jid"}) && file.has_table("remote", {"pk", "jid"});
}

std::unique_ptr<Importer> make(HistoryFile& file, const HistoryOptions& options) {
    return std::make_unique<Gajim19Importer>(file, options);
}

}  // namespace

extern constinit const HistoryFormat gajim19_history_format = {
    .name = "gajim19",
    .summary = "Gajim from 1.9 on (logs.db)",
    .recognises = recognises,
    .importer = make,
};

}  // namespace boswell::formats
