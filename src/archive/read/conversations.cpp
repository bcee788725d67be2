// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/connection.hpp"
#include "archive/read/id_range.hpp"
#include "archive/read/pairs.hpp"
#include "archive/read/read_marks.hpp"

#include <algorithm>
#include <tuple>

namespace boswell::archive {

static constexpr auto conversations_sql = R"(
SELECT id, type, messages, first_stamp, last_stamp, account_id, with_id
FROM conversation
WHERE messages > 0 OR ?1)";

static constexpr auto within_sql = R"(
SELECT count(*), min(stamp), max(stamp)
FROM message
WHERE conversation_id = ?1 AND id >= ?2 AND stamp >= ?3 AND stamp < ?4
  AND NOT EXISTS (SELECT 1 FROM annotation WHERE annotation.message_id = message.id AND hides))";

/// Counts the messages within the bounds: the counters of the table are those of all messages.
static void narrow(sqlite::Statement& within, std::int64_t first_id, const Selection& selection,
                   std::int64_t id, ConversationRecord& record) {
    auto use = within.use(id, first_id, selection.since.value_or(Time::min()),
                          selection.until.value_or(Time::max()));
    use.next();
    record.messages = use.get<std::int64_t>(0);
    record.first = use.get<Time>(1);
    record.last = use.get<Time>(2);
}

static bool later(const ConversationRecord& a, const ConversationRecord& b) {
    return std::tie(b.last, a.account, a.with) < std::tie(a.last, b.account, b.with);
}

std::vector<ConversationRecord> Reader::conversations(const Selection& selection) const {
    const ReadTransaction transaction(*connection_);
    sqlite::Statement statement(connection_->database, conversations_sql);
    sqlite::Statement within(connection_->database, within_sql);
    ReadMarkRows marks(connection_->database, connection_->jids);
    const auto ids = ids_of(connection_->database, {selection.since, selection.until});
    std::vector<ConversationRecord> records;
    const bool with_silent = selection.silent == Selection::Silent::yes;
    for (auto use = statement.use(with_silent); use.next();) {
        const auto id = use.get<std::int64_t>(0);
        const auto& found = connection_->jids.conversation(id);
        if (!is_wanted(found.account, selection.accounts) ||
            !is_wanted(found.with, selection.contacts))
            continue;
        ConversationRecord record;
        record.account = found.account;
        record.with = found.with;
        record.type = parse_message_type(use.get<std::string_view>(1)).value_or(MessageType::chat);
        record.messages = use.get<std::int64_t>(2);
        record.first = use.get<Time>(3);
        record.last = use.get<Time>(4);
        if (selection.since || selection.until) narrow(within, ids.first, selection, id, record);
        record.read = marks.find(use.get<std::int64_t>(5), use.get<std::int64_t>(6));
        if (record.messages > 0 || with_silent) records.push_back(std::move(record));
    }
    std::sort(records.begin(), records.end(), later);
    return records;
}

std::optional<ReadMark> Reader::read_mark(const Jid& account, const Jid& with) const {
    const ReadTransaction transaction(*connection_);
    const auto pair = find_pair(connection_->jids, account, with);
    if (!pair) return std::nullopt;
    return ReadMarkRows(connection_->database, connection_->jids)
        .find(pair->account_id, pair->contact_id);
}

}  // namespace boswell::archive
