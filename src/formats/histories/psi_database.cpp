// SPDX-License-Identifier: GPL-3.0-or-later
// Psi and Psi+ with a database: history.db with tables events, contacts and accounts. The accounts
// have keys, not addresses. Times are texts as Qt writes them, mostly local. The same history may
// be in the files beside it.
#include "formats/histories/history.hpp"
#include "formats/histories/iso_time.hpp"
#include "formats/histories/psi_event.hpp"
#include "formats/histories/row_importer.hpp"
#include "formats/json_field.hpp"

#include <algorithm>

namespace boswell::formats {

namespace {

// Columns events.direction and contacts.type.
constexpr std::int64_t sent = 1;
constexpr std::int64_t private_in_room = 2;

constexpr auto sql = R"(
SELECT events.id, contacts.jid, contacts.type, {}, date, events.type, direction, {}, m_text, {}
FROM events
JOIN contacts ON contacts.id = events.contact_id
ORDER BY events.id)";

class PsiDatabaseImporter : public RowImporter {
public:
    PsiDatabaseImporter(HistoryFile& file, const HistoryOptions& options)
        : RowImporter(file, options) {
        require_account("names accounts by keys alone");
        if (file.has_table("accounts", {"id"}) &&
            file.database().integer("SELECT count(*) FROM accounts") > 1)
            remark("has several accounts, of which all messages are now those of " +
                   options.account.str());
        select(fmt::format(sql, optional("events", "resource"), optional("events", "subject"),
                           optional("events", "extra_data")));
    }

private:
    bool read(Record& record) override;
    Time stamp();
    Jid with() const;
    PsiEvent event() const;
};

Time PsiDatabaseImporter::stamp() {
    const auto iso = parse_iso(text(4));
    if (!iso) fail("has the time '{}', which is none", text(4).substr(0, 40));
    const auto time = iso->offset ? time_of(*iso) : local(iso->time);
    if (!time) fail("has no time");
    return *time;
}

Jid PsiDatabaseImporter::with() const {
    auto contact = jid(1);
    const auto resource = text(3);
    if (!contact.is_bare() || resource.empty()) return contact;
    return Jid::parse(contact.str() + "/" + resource).value_or(contact);
}

PsiEvent PsiDatabaseImporter::event() const {
    PsiEvent event{.type = static_cast<int>(std::clamp<std::int64_t>(number(5), -1, 99)),
                   .direction = number(6) == sent ? Direction::out : Direction::in,
                   .subject = text(7),
                   .url = "",
                   .url_text = "",
                   .text = text(8)};
    try {
        const auto extra = text(9).empty() ? Json::object() : parse_object(text(9));
        const auto links = extra.find("jabber:x:oob");
        if (links == extra.end() || !links->is_array() || links->empty()) return event;
        const auto& link = links->front();
        if (!link.is_array() || link.empty()) return event;
        event.url = text_of(link[0]);
        if (link.size() > 1) event.url_text = text_of(link[1]);
    } catch (const BadField&) {
        return event;  // what is beside the text is not worth the text
    }
    return event;
}

bool PsiDatabaseImporter::read(Record& record) {
    const auto read = event();
    if (is_subscription(read)) {
        record = seen(options_.account, jid(1), subscription_of(read), Show::available, stamp(),
                      read.text);
        return true;
    }
    const bool in_room = number(2) == private_in_room;
    auto message =
        in_room ? said_in_private(options_.account, with(), read.direction, stamp(), read.text)
                : said(options_.account, read.direction == Direction::in ? with() : jid(1),
                       read.direction, stamp(), read.text);
    if (!complete(message, read)) return false;
    record = std::move(message);
    return true;
}

bool recognises(HistoryFile& file) {
    return file.is_sqlite() &&
           file.has_table("events", {"id", "contact_id", "date", "type", "direction", "m_text"}) &&
           file.has_table("contacts", {"id", "type", "jid"});
}

std::unique_ptr<Importer> make(HistoryFile& file, const HistoryOptions& options) {
    return std::make_unique<PsiDatabaseImporter>(file, options);
}

}  // namespace

extern constinit const HistoryFormat psi_database_history_format = {
    .name = "psi-database",
    .summary = "Psi and Psi+ with a database (history.db)",
    .times = Times::local,
    .recognises = recognises,
    .importer = make,
};

}  // namespace boswell::formats
