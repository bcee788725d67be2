// SPDX-License-Identifier: GPL-3.0-or-later
// A profile of Miranda NG as SQLite database (dbx_sqlite): *.dat with tables events, contacts and
// settings. The address of a contact, and with contact 0 our own, is a setting of the account's
// module. Times are seconds, in new versions milliseconds, since 1970 in UTC.
#include "formats/histories/history.hpp"
#include "formats/histories/row_importer.hpp"

namespace boswell::formats {

namespace {

// Column events.flags (m_database.h).
enum Flags { flag_sent = 0x2, flag_encrypted = 0x20, flag_milliseconds = 0x800 };
constexpr std::int64_t message_event = 0;

// Of all settings these two alone: among the others are passwords.
constexpr auto sql = R"(
SELECT events.id, contact.value, own.value,
       CASE WHEN typeof(timestamp) = 'integer'
            THEN iif(flags & 0x800, timestamp, timestamp * 1000) END,
       events.type, flags, data, {}
FROM events
LEFT JOIN settings AS contact ON contact.contact_id = events.contact_id
     AND contact.module = events.module AND contact.setting = 'jid'
LEFT JOIN settings AS own ON own.contact_id = 0
     AND own.module = events.module AND own.setting = 'jid'
ORDER BY events.id)";

class MirandaProfileImporter : public RowImporter {
public:
    MirandaProfileImporter(HistoryFile& file, const HistoryOptions& options)
        : RowImporter(file, options) {
        select(fmt::format(sql, optional("events", "server_id")));
    }

private:
    bool read(Record& record) override;
    Jid account() const;
    std::string body() const;
};

Jid MirandaProfileImporter::account() const {
    if (!is_null(2)) return jid(2).bare();
    if (options_.account.empty()) fail("does not say whose it is; say it with --account JID");
    return options_.account;
}

/// Up to the first NUL; behind it older versions have the same again in another encoding.
std::string MirandaProfileImporter::body() const {
    const auto bytes = raw(6);
    return clean_text(bytes.substr(0, bytes.find('\0')));
}

bool MirandaProfileImporter::read(Record& record) {
    // Without an address it is a contact of another network.
    if (number(4) != message_event || is_null(1)) return false;
    if (number(5) & flag_encrypted) {
        remark("has messages that Miranda has encrypted; export them from there");
        return false;
    }
    const auto text = body();
    if (text.empty()) return false;
    const auto direction = number(5) & flag_sent ? Direction::out : Direction::in;
    record = said(account(), jid(1).bare(), direction, time(3), text);
    return true;
}

bool recognises(HistoryFile& file) {
    return file.is_sqlite() &&
           file.has_table("events",
                          {"id", "contact_id", "module", "timestamp", "type", "flags", "data"}) &&
           file.has_table("settings", {"contact_id", "module", "setting", "value"});
}

std::unique_ptr<Importer> make(HistoryFile& file, const HistoryOptions& options) {
    return std::make_unique<MirandaProfileImporter>(file, options);
}

}  // namespace

extern constinit const HistoryFormat miranda_profile_history_format = {
    .name = "miranda-profile",
    .summary = "Miranda NG, a profile in SQLite (*.dat)",
    .recognises = recognises,
    .importer = make,
};

}  // namespace boswell::formats
