// SPDX-License-Identifier: GPL-3.0-or-later
// Swift, where it was built with its experimental history: history.db with tables messages and
// jids. Times are seconds of the local clock, with its offset in whole hours.
#include "formats/histories/history.hpp"
#include "formats/histories/row_importer.hpp"

#include <set>

namespace boswell::formats {

namespace {

// Column messages.type.
enum Type { chat, groupchat, private_chat };

constexpr auto sql = R"(
SELECT messages.rowid, sender.jid, fromResource, receiver.jid, toResource, messages.type,
       CAST(message AS TEXT),
       CASE WHEN typeof(time) = 'integer' AND abs(coalesce(offset, 0)) <= 14
            THEN (time - coalesce(offset, 0) * 3600) * 1000 END
FROM messages
LEFT JOIN jids AS sender ON sender.id = fromBare
LEFT JOIN jids AS receiver ON receiver.id = toBare
ORDER BY messages.rowid)";

class SwiftImporter : public RowImporter {
public:
    SwiftImporter(HistoryFile& file, const HistoryOptions& options) : RowImporter(file, options) {
        require_account("has the messages of all accounts together");
        select(sql);
        remark("is rounded: Swift keeps texts that are numbers as numbers, so that 007 is 7");
    }

private:
    bool read(Record& record) override;
    Jid full(int bare, int resource) const;
};

Jid SwiftImporter::full(int bare, int resource) const {
    auto address = jid(bare).bare();
    const auto name = text(resource);
    if (name.empty()) return address;
    return Jid::parse(address.str() + "/" + name).value_or(address);
}

/// A message that is neither from nor to the account is another account's.
bool SwiftImporter::read(Record& record) {
    const auto& account = options_.account;
    const auto from = full(1, 2);
    const auto to = full(3, 4);
    if (text(6).empty()) return false;
    if (number(5) == groupchat) {
        record = said_in_room(account, from.bare(), from.resourcepart(), time(7), text(6));
        return true;
    }
    const bool sent = from.bare() == account;
    if (!sent && to.bare() != account) return false;
    const auto direction = sent ? Direction::out : Direction::in;
    record = number(5) == private_chat
                 ? said_in_private(account, sent ? to : from, direction, time(7), text(6))
                 : said(account, sent ? to.bare() : from, direction, time(7), text(6));
    return true;
}

bool recognises(HistoryFile& file) {
    return file.is_sqlite() &&
           file.has_table("messages", {"message", "fromBare", "fromResource", "toBare",
                                       "toResource", "type", "time", "offset"}) &&
           file.has_table("jids", {"id", "jid"});
}

std::unique_ptr<Importer> make(HistoryFile& file, const HistoryOptions& options) {
    return std::make_unique<SwiftImporter>(file, options);
}

}  // namespace

extern constinit const HistoryFormat swift_history_format = {
    .name = "swift",
    .summary = "Swift with its experimental history (history.db)",
    .recognises = recognises,
    .importer = make,
};

}  // namespace boswell::formats
