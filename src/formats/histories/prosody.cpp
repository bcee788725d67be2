// SPDX-License-Identifier: GPL-3.0-or-later
// The archive of a Prosody server in SQLite: table prosodyarchive, with stanzas as XML. Of the
// stores "archive" has what users exchanged, with the stanza-id of their archive as key, and
// "muc_log" what was said in rooms. Times are seconds since 1970 in UTC.
#include "formats/archived_message.hpp"
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
    std::optional<MessageRecord> said_in_log() const;
};

/// The log of a room does not say who of its occupants we were.
std::optional<MessageRecord> ProsodyImporter::said_in_log() const {
    if (options_.account.empty())
        fail("is of a room; say who was there with --account JID, and as whom with --me NAME");
    const auto document = stanza::parse(raw(5));
    if (!document) return std::nullopt;
    const auto& stanza = document->root();
    const auto body = stanza::child_text(stanza, "body", client);
    const auto from = Jid::parse(stanza.attribute("from"));
    if (stanza.name() != "message" || body.empty() || !from) return std::nullopt;
    auto record =
        said_in_room(options_.account, jid(1).bare(), from->resourcepart(), time(3), body);
    record.message_id = clean_text(stanza.attribute("id"));
    record.encryption = clean_text(stanza::encryption_of(stanza));
    record.stanza_id = text(4);
    record.stanza_id_by = record.with;
    return record;
}

/// With the namespace that Prosody leaves out, because it is that of all its clients' streams.
std::string with_namespace(std::string_view stanza) {
    constexpr std::string_view begin = "<message";
    std::string whole(stanza);
    const auto tag = stanza.substr(0, stanza.find('>'));
    if (tag.starts_with(begin) && tag.find(" xmlns=") == std::string_view::npos)
        whole.insert(begin.size(), " xmlns='jabber:client'");
    return whole;
}

/// Nothing is left of receipts and of what only clients understand.
bool ProsodyImporter::read(Record& record) {
    if (!stanza::parse(raw(5))) fail("has no stanza that can be read");
    auto message = text(2) == "muc_log" ? said_in_log()
                                        : record_of({.account = jid(1).bare(),
                                                     .id = text(4),
                                                     .stamp = time(3),
                                                     .stanza = with_namespace(raw(5))});
    if (!message) return false;
    message->received_at = options_.now;
    record = *std::move(message);
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
