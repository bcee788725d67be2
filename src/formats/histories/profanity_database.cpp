// SPDX-License-Identifier: GPL-3.0-or-later
// Profanity: database/alice_at_x.test/chatlog.db with table ChatLogs. Times are texts with an
// offset. What is empty may be '' or NULL.
#include "formats/histories/history.hpp"
#include "formats/histories/iso_time.hpp"
#include "formats/histories/row_importer.hpp"

namespace boswell::formats {

namespace {

constexpr auto sql = R"(
SELECT ChatLogs.id, from_jid, from_resource, to_jid, to_resource, message, timestamp, type,
       stanza_id, {}, {}
FROM ChatLogs
ORDER BY ChatLogs.id)";

class ProfanityDatabaseImporter : public RowImporter {
public:
    ProfanityDatabaseImporter(HistoryFile& file, const HistoryOptions& options)
        : RowImporter(file, options), account_(address_in_name(file.part(1))) {
        if (account_.empty()) {
            require_account("is not in a folder with the name of an account");
            account_ = options.account;
        }
        select(fmt::format(sql, optional("ChatLogs", "archive_id"),
                           optional("ChatLogs", "replace_id")));
    }

private:
    bool read(Record& record) override;
    Jid full(int bare, int resource) const;
    Time stamp() const;
    MessageRecord plain_message() const;

    Jid account_;
};

Jid ProfanityDatabaseImporter::full(int bare, int resource) const {
    auto address = jid(bare).bare();
    const auto name = text(resource);
    if (name.empty()) return address;
    return Jid::parse(address.str() + "/" + name).value_or(address);
}

Time ProfanityDatabaseImporter::stamp() const {
    const auto iso = parse_iso(text(6));
    const auto time = iso ? time_of(*iso) : std::nullopt;
    if (!time) fail("has no time with an offset");
    return *time;
}

MessageRecord ProfanityDatabaseImporter::plain_message() const {
    const auto from = full(1, 2);
    const auto type = text(7);
    if (type == "muc")
        return said_in_room(account_, from.bare(), from.resourcepart(), stamp(), text(5));
    const bool sent = from.bare() == account_;
    const auto direction = sent ? Direction::out : Direction::in;
    if (type == "mucpm")
        return said_in_private(account_, sent ? full(3, 4) : from, direction, stamp(), text(5));
    return said(account_, sent ? jid(3).bare() : from, direction, stamp(), text(5));
}

bool ProfanityDatabaseImporter::read(Record& record) {
    if (text(5).empty()) return false;
    auto message = plain_message();
    message.message_id = text(8);
    message.stanza_id = text(9);
    if (!message.stanza_id.empty())
        message.stanza_id_by =
            message.type == MessageType::groupchat ? message.with : message.account;
    if (const auto corrected = text(10); !corrected.empty())
        message.annotates = Reference{AnnotationKind::correction, corrected, 0, {}, {}};
    record = std::move(message);
    return true;
}

bool recognises(HistoryFile& file) {
    return file.is_sqlite() &&
           file.has_table("ChatLogs", {"id", "from_jid", "to_jid", "from_resource", "to_resource",
                                       "message", "timestamp", "type", "stanza_id"});
}

std::unique_ptr<Importer> make(HistoryFile& file, const HistoryOptions& options) {
    return std::make_unique<ProfanityDatabaseImporter>(file, options);
}

}  // namespace

extern constinit const HistoryFormat profanity_database_history_format = {
    .name = "profanity-database",
    .summary = "Profanity with its database (chatlog.db)",
    .recognises = recognises,
    .importer = make,
};

}  // namespace boswell::formats
