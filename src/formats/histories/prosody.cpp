// SPDX-License-Identifier: GPL-3.0-or-later
// The archive of a Prosody server in SQLite: table prosodyarchive, with stanzas as XML. Of the
// stores "archive" has what users exchanged, with the stanza-id of their archive as key, and
// "muc_log" what was said in rooms. Times are seconds since 1970 in UTC.
#include "formats/histories/history.hpp"
#include "formats/histories/row_importer.hpp"
#include "stanza/element.hpp"
#include "stanza/encryption.hpp"
#include "stanza/parse.hpp"

namespace boswell::formats {

namespace {

constexpr std::string_view client = "jabber:client";

constexpr auto sql = R"(
SELECT sort_id, user || '@' || host, store, {}, "key", value
FROM prosodyarchive
WHERE type = 'xml' AND store IN ('archive', 'muc_log')
ORDER BY sort_id)";

class ProsodyImporter : public RowImporter {
public:
    ProsodyImporter(HistoryFile& file, const HistoryOptions& options) : RowImporter(file, options) {
        select(fmt::format(sql, milliseconds("\"when\"")));
    }

private:
    bool read(Record& record) override;
    MessageRecord message(const stanza::Element& stanza, std::string_view body) const;
    MessageRecord said_in_log(const Jid& from, std::string_view body) const;
    MessageRecord said_by_user(const stanza::Element& stanza, const Jid& from,
                               std::string_view body) const;
};

MessageRecord ProsodyImporter::said_in_log(const Jid& from, std::string_view body) const {
    if (options_.account.empty())
        fail("is of a room; say who was there with --account JID, and as whom with --me NAME");
    return said_in_room(options_.account, jid(1).bare(), from.resourcepart(), time(3), body);
}

MessageRecord ProsodyImporter::said_by_user(const stanza::Element& stanza, const Jid& from,
                                            std::string_view body) const {
    const auto account = jid(1).bare();
    const auto to = Jid::parse(stanza.attribute("to")).value_or(account);
    const bool sent = from.bare() == account;
    auto record =
        said(account, sent ? to : from, sent ? Direction::out : Direction::in, time(3), body);
    record.from = from;
    record.to = to;
    record.type = parse_message_type(stanza.attribute("type")).value_or(MessageType::normal);
    return record;
}

MessageRecord ProsodyImporter::message(const stanza::Element& stanza, std::string_view body) const {
    const auto from = Jid::parse(stanza.attribute("from"));
    if (!from) fail("has no sender");
    auto record =
        text(2) == "muc_log" ? said_in_log(*from, body) : said_by_user(stanza, *from, body);
    record.message_id = clean_text(stanza.attribute("id"));
    record.subject = clean_text(stanza::child_text(stanza, "subject", client));
    record.thread = clean_text(stanza::child_text(stanza, "thread", client));
    record.encryption = clean_text(stanza::encryption_of(stanza));
    record.stanza_id = text(4);
    record.stanza_id_by = record.in_room ? record.with : record.account;
    return record;
}

/// Without a text it is a receipt, or what only clients understand. An occupant's private messages
/// cannot be told from those of a contact.
bool ProsodyImporter::read(Record& record) {
    const auto document = stanza::parse(raw(5));
    if (!document) fail("has no stanza that can be read");
    const auto& root = document->root();
    const auto body = stanza::child_text(root, "body", client);
    if (root.name() != "message" || body.empty()) return false;
    record = message(root, body);
    return true;
}

bool recognises(HistoryFile& file) {
    return file.is_sqlite() && file.has_table("prosodyarchive", {"sort_id", "host", "user", "store",
                                                                 "key", "when", "type", "value"});
}

std::unique_ptr<Importer> make(HistoryFile& file, const HistoryOptions& options) {
    return std::make_unique<ProsodyImporter>(file, options);
}

}  // namespace

extern constinit const HistoryFormat prosody_history_format = {
    .name = "prosody",
    .summary = "the archive of a Prosody server in SQLite (prosody.sqlite)",
    .recognises = recognises,
    .importer = make,
};

}  // namespace boswell::formats
