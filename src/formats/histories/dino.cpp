// SPDX-License-Identifier: GPL-3.0-or-later
// Dino: dino.db with tables account, jid and message. The table of accounts has passwords, too: of
// it nothing but the address is read. Corrections are messages of their own. Times are seconds
// since 1970 in UTC.
#include "formats/histories/history.hpp"
#include "formats/histories/row_importer.hpp"

namespace boswell::formats {

namespace {

// Columns message.type and message.direction.
enum Type { chat = 1, groupchat, private_chat };
constexpr std::int64_t sent = 1;

constexpr auto sql = R"(
SELECT message.id, account.bare_jid, jid.bare_jid, counterpart_resource, our_resource,
       message.direction, message.type, {}, body, stanza_id, {}, {}
FROM message
JOIN account ON account.id = message.account_id
JOIN jid ON jid.id = message.counterpart_id
{}
ORDER BY message.id)";

class DinoImporter : public RowImporter {
public:
    DinoImporter(HistoryFile& file, const HistoryOptions& options) : RowImporter(file, options) {
        const bool corrects = file.has_table("message_correction", {"message_id", "to_stanza_id"});
        select(fmt::format(
            sql, milliseconds("message.time"), optional("message", "server_id"),
            corrects ? "message_correction.to_stanza_id" : "NULL",
            corrects ? "LEFT JOIN message_correction ON message_correction.message_id = message.id"
                     : ""));
    }

private:
    bool read(Record& record) override;
    MessageRecord plain_message() const;
};

MessageRecord DinoImporter::plain_message() const {
    const auto account = jid(1).bare();
    const auto bare = jid(2).bare();
    const auto direction = number(5) == sent ? Direction::out : Direction::in;
    const auto resource = text(3);
    const auto with =
        resource.empty() ? bare : Jid::parse(bare.str() + "/" + resource).value_or(bare);
    if (number(6) == private_chat)
        return said_in_private(account, with, direction, time(7), text(8));
    if (number(6) == chat)
        return said(account, direction == Direction::in ? with : bare, direction, time(7), text(8));
    const bool ours = direction == Direction::out;
    auto record = said_in_room(account, bare, text(ours ? 4 : 3), time(7), text(8));
    record.direction = direction;
    record.to = ours ? bare : account;
    return record;
}

bool DinoImporter::read(Record& record) {
    if (number(6) < chat || number(6) > private_chat || text(8).empty()) return false;
    auto message = plain_message();
    message.message_id = text(9);
    message.stanza_id = text(10);
    if (!message.stanza_id.empty())
        message.stanza_id_by =
            message.type == MessageType::groupchat ? message.with : message.account;
    if (!is_null(11))
        message.annotates = Reference{AnnotationKind::correction, text(11), 0, {}, {}};
    record = std::move(message);
    return true;
}

bool recognises(HistoryFile& file) {
    return file.is_sqlite() &&
           file.has_table("message", {"id", "stanza_id", "account_id", "counterpart_id",
                                      "counterpart_resource", "our_resource", "direction", "type",
                                      "time", "body"}) &&
           file.has_table("account", {"id", "bare_jid"}) && file.has_table("jid", {"bare_jid"});
}

std::unique_ptr<Importer> make(HistoryFile& file, const HistoryOptions& options) {
    return std::make_unique<DinoImporter>(file, options);
}

}  // namespace

extern constinit const HistoryFormat dino_history_format = {
    .name = "dino",
    .summary = "Dino (dino.db)",
    .recognises = recognises,
    .importer = make,
};

}  // namespace boswell::formats
