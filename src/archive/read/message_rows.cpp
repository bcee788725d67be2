// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/message_rows.hpp"

#include "archive/related_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace boswell::archive {

// A message that is asked for by its id.
static constexpr std::string_view row_sql = R"(
SELECT {}
FROM message
LEFT JOIN message_copy AS copy ON copy.message_id = message.id
WHERE message.id = ?1
ORDER BY copy.id)";

static constexpr auto bodies_sql = R"(
SELECT lang, body
FROM message_body
WHERE message_id = ?1
ORDER BY lang)";

static constexpr auto local_time_sql = R"(
SELECT text, zone, ambiguous
FROM local_time
WHERE message_id = ?1)";

// Nobody is deceived by less.
static constexpr std::chrono::seconds insignificant{60};

static bool is_near(Time one, Time other) { return std::chrono::abs(one - other) <= insignificant; }

/// True for the account's own archive and, of what is said in a room, for the room.
static bool keeps_time(Via via, const Jid& by, const MessageRecord& record) {
    if (record.type == MessageType::groupchat && by.bare() == record.with)
        return via == Via::archive || via == Via::room_history;
    return via == Via::archive && (by.bare() == record.account || by == record.account.domain());
}

/// Whose clock the stamp is; empty if a clock of ours or of an archive says the same.
class Clocks {
public:
    explicit Clocks(const MessageRecord& record)
        : record_(record), vouched_(is_near(record.stamp, record.received_at)) {}

    void see(Via via, Time claimed, const Jid& by) {
        if (!is_near(claimed, record_.stamp)) return;
        vouched_ = vouched_ || keeps_time(via, by, record_);
        if (claimed != record_.stamp || !claimed_by_.empty()) return;
        claimed_by_ = by.empty() ? record_.from : by;
    }
    Jid dated_by() const { return vouched_ ? Jid() : claimed_by_; }

private:
    const MessageRecord& record_;
    bool vouched_;
    Jid claimed_by_;
};

/// The column message.has.
static std::int64_t has_of(const sqlite::Use& row) {
    return row.get<std::optional<std::int64_t>>(20).value_or(related::unknown);
}

MessageRows::MessageRows(const sqlite::Database& database, Jids& jids)
    : jids_(jids),
      annotations_(database, jids),
      row_(database, fmt::format(row_sql, columns)),
      bodies_(database, bodies_sql),
      local_time_(database, local_time_sql) {}

std::optional<MessageRecord> MessageRows::find(std::int64_t id) {
    auto use = row_.use(id);
    if (!use.next()) return std::nullopt;
    MessageRecord record;
    read(use, record);
    return record;
}

/// What the tables beside message may add.
static void clear_additions(MessageRecord& record) {
    record.stanza_id.clear();
    record.stanza_id_by = {};
    record.via.clear();
    record.delayed_by = record.dated_by = {};
    record.local_time.reset();
    record.bodies.clear();
    record.versions.clear();
    record.retraction.reset();
    record.reactions.clear();
    record.attachments.clear();
    record.mentions.clear();
    record.previews.clear();
    record.call.reset();
    record.reply_to.reset();
    record.receipts.clear();
    record.annotates.reset();
    record.stanza.clear();
    record.person.clear();
}

bool MessageRows::read(sqlite::Use& rows, MessageRecord& record) {
    read_row(rows, record);
    const auto conversation = rows.get<std::int64_t>(1);
    const auto has = has_of(rows);
    Clocks clocks(record);
    bool more = true;
    for (; more && rows.get<std::int64_t>(0) == record.id; more = rows.next())
        add_copy(rows, record, clocks);
    record.dated_by = clocks.dated_by();
    if ((has & related::bodies) != 0) add_bodies(record);
    if ((has & related::local_time) != 0) add_local_time(record);
    annotations_.add_to(record, conversation, has);
    return more;
}

void MessageRows::read_row(const sqlite::Use& row, MessageRecord& record) {
    const auto optional_id = [&](int column) {
        return row.get<std::optional<std::int64_t>>(column);
    };
    const auto text = [&](int column) { return row.get<std::string_view>(column); };
    const auto& conversation = jids_.conversation(row.get<std::int64_t>(1));
    record.id = row.get<std::int64_t>(0);
    record.account = conversation.account;
    record.with = conversation.with;
    record.direction = known_value(parse_direction(text(2)));
    record.type = known_value(parse_message_type(text(3)));
    record.stamp = row.get<Time>(4);
    record.received_at = row.get<Time>(5);
    record.from = jids_.full(row.get<std::int64_t>(6), optional_id(7));
    if (const auto to = optional_id(8))
        record.to = jids_.full(*to, optional_id(9));
    else
        record.to = {};
    record.body = text(10);
    record.subject = text(11);
    record.lang = text(12);
    record.thread = text(13);
    record.message_id = text(14);
    record.origin_id = text((has_of(row) & related::same_origin_id) != 0 ? 14 : 15);
    record.encryption = text(16);
    record.occupant_id = text(17);
    record.off_the_record = row.get<bool>(18);
    record.shown = row.get<std::optional<std::string_view>>(19);
    record.in_room = conversation.is_room;
    clear_additions(record);
}

void MessageRows::add_bodies(MessageRecord& record) {
    auto use = bodies_.use(record.id);
    while (use.next()) record.bodies.push_back({use.get<std::string>(0), use.get<std::string>(1)});
}

void MessageRows::add_local_time(MessageRecord& record) {
    auto use = local_time_.use(record.id);
    if (use.next())
        record.local_time =
            LocalTime{use.get<std::string>(0), use.get<std::string>(1), use.get<bool>(2)};
}

void MessageRows::add_copy(const sqlite::Use& row, MessageRecord& record, Clocks& clocks) {
    if (row.is_null(21)) return;  // a row without a copy; verify() tells of it
    const auto via = known_value(parse_via(row.get<std::string_view>(21)));
    if (std::find(record.via.begin(), record.via.end(), via) == record.via.end())
        record.via.push_back(via);
    if (record.stanza_id.empty() && !row.is_null(22) && !row.is_null(23)) {
        record.stanza_id = row.get<std::string_view>(22);
        record.stanza_id_by = jids_.address(row.get<std::int64_t>(23));
    }
    if (row.is_null(24)) return;
    const auto by = row.is_null(25) ? Jid() : jids_.address(row.get<std::int64_t>(25));
    if (record.delayed_by.empty()) record.delayed_by = by;
    clocks.see(via, row.get<Time>(24), by);
}

}  // namespace boswell::archive
