// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/annotations.hpp"
#include "archive/read/connection.hpp"
#include "archive/read/query.hpp"
#include "archive/related_rows.hpp"

#include <algorithm>
#include <chrono>

namespace boswell::archive {

static constexpr auto row_sql = R"(
SELECT id, conversation_id, direction, type, stamp, received_at, from_id, from_resource_id, to_id,
       to_resource_id, body, subject, lang, thread, message_id, origin_id, encryption,
       occupant_id, off_the_record, shown, has
FROM message
WHERE id = ?1)";

static constexpr auto bodies_sql = R"(
SELECT lang, body
FROM message_body
WHERE message_id = ?1
ORDER BY lang)";

static constexpr auto arrivals_sql = R"(
SELECT via, stanza_id, stanza_id_by, claimed_stamp, stamped_by
FROM message_copy
WHERE message_id = ?1
ORDER BY id)";

static constexpr auto moved_sql = "SELECT message_id FROM moved_message WHERE old_id = ?1";

static std::string copies_sql() {
    return fmt::format(
        "SELECT copy.id, via, seen_at, copy.stanza_id, stanza_id_by, claimed_stamp, stamped_by, "
        "joined_by, {} FROM message_copy AS copy JOIN message ON message.id = copy.message_id {} "
        "WHERE copy.message_id = ?1 ORDER BY copy.id",
        StanzaUnpacker::columns(), repeated_joins);
}

/// A value of an enumeration that a CHECK of the schema vouches for.
template <typename Enum>
static Enum known(std::optional<Enum> value) {
    if (!value)
        throw Error(
            "the archive has a value that this boswell does not know; run 'boswell verify'");
    return *value;
}

/// Puts a MessageRecord together from its tables.
class MessageRows {
public:
    MessageRows(const sqlite::Database& database, Jids& jids)
        : jids_(jids),
          annotations_(database, jids),
          row_(database, row_sql),
          bodies_(database, bodies_sql),
          arrivals_(database, arrivals_sql) {}

    std::optional<MessageRecord> find(std::int64_t id);
    void forget() noexcept { annotations_.forget(); }

private:
    void add_bodies(MessageRecord& record);
    void add_arrivals(MessageRecord& record);

    Jids& jids_;
    AnnotationRows annotations_;
    sqlite::Statement row_;
    sqlite::Statement bodies_;
    sqlite::Statement arrivals_;
};

std::optional<MessageRecord> MessageRows::find(std::int64_t id) {
    auto use = row_.use(id);
    if (!use.next()) return std::nullopt;
    const auto optional_id = [&](int column) {
        return use.get<std::optional<std::int64_t>>(column);
    };
    const auto& conversation = jids_.conversation(use.get<std::int64_t>(1));
    MessageRecord record;
    record.id = id;
    record.account = conversation.account;
    record.with = conversation.with;
    record.direction = known(parse_direction(use.get<std::string_view>(2)));
    record.type = known(parse_message_type(use.get<std::string_view>(3)));
    record.stamp = use.get<Time>(4);
    record.received_at = use.get<Time>(5);
    record.from = jids_.full(use.get<std::int64_t>(6), optional_id(7));
    if (const auto to = optional_id(8)) record.to = jids_.full(*to, optional_id(9));
    record.body = use.get<std::string>(10);
    record.subject = use.get<std::string>(11);
    record.lang = use.get<std::string>(12);
    record.thread = use.get<std::string>(13);
    record.message_id = use.get<std::string>(14);
    const auto has = optional_id(20).value_or(related::unknown);
    record.origin_id =
        (has & related::same_origin_id) != 0 ? record.message_id : use.get<std::string>(15);
    record.encryption = use.get<std::string>(16);
    record.occupant_id = use.get<std::string>(17);
    record.off_the_record = use.get<bool>(18);
    record.shown = use.get<std::optional<std::string>>(19);
    record.in_room = conversation.is_room;
    if ((has & related::bodies) != 0) add_bodies(record);
    add_arrivals(record);
    annotations_.add_to(record, use.get<std::int64_t>(1), has);
    return record;
}

void MessageRows::add_bodies(MessageRecord& record) {
    auto use = bodies_.use(record.id);
    while (use.next()) record.bodies.push_back({use.get<std::string>(0), use.get<std::string>(1)});
}

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

void MessageRows::add_arrivals(MessageRecord& record) {
    Clocks clocks(record);
    auto use = arrivals_.use(record.id);
    while (use.next()) {
        const auto via = known(parse_via(use.get<std::string_view>(0)));
        if (std::find(record.via.begin(), record.via.end(), via) == record.via.end())
            record.via.push_back(via);
        if (record.stanza_id.empty() && !use.is_null(1) && !use.is_null(2)) {
            record.stanza_id = use.get<std::string>(1);
            record.stanza_id_by = jids_.address(use.get<std::int64_t>(2));
        }
        if (record.delayed_by.empty() && !use.is_null(3) && !use.is_null(4))
            record.delayed_by = jids_.address(use.get<std::int64_t>(4));
        if (use.is_null(3)) continue;
        clocks.see(via, use.get<Time>(3),
                   use.is_null(4) ? Jid() : jids_.address(use.get<std::int64_t>(4)));
    }
    record.dated_by = clocks.dated_by();
}

static std::vector<std::int64_t> ids_of(const sqlite::Database& database, const Sql& sql) {
    std::vector<std::int64_t> ids;
    sqlite::Statement statement(database, sql.text);
    auto use = statement.use();
    sql.bind(use);
    while (use.next()) ids.push_back(use.get<std::int64_t>(0));
    return ids;
}

/// What the first messages have, if that is all that is wanted.
static std::optional<std::vector<std::int64_t>> first_ids(sqlite::Database& database,
                                                          Matchers& matchers,
                                                          const query::Query& query) {
    if (!begins_with_texts(query)) return std::nullopt;
    const MessageSql message_sql(database, matchers, query, Reach::first);
    if (!message_sql.is_complete() && query.limit == 0) return std::nullopt;
    auto ids = ids_of(database, message_sql.ids());
    if (!message_sql.is_complete() && static_cast<std::int64_t>(ids.size()) < query.limit)
        return std::nullopt;
    return ids;
}

void Reader::for_each_message(const query::Query& query,
                              const std::function<bool(const MessageRecord&)>& take) const {
    const ReadTransaction transaction(*connection_);
    auto& rows = prepared(connection_->message_rows, connection_->database, connection_->jids);
    rows.forget();
    // The index may have a row without a message; verify() tells of it.
    const auto goes_on = [&](std::int64_t id) {
        const auto record = rows.find(id);
        return !record || take(*record);
    };
    if (const auto first = first_ids(connection_->database, connection_->matchers, query)) {
        std::ranges::find_if_not(*first, goes_on);
        return;
    }
    const MessageSql message_sql(connection_->database, connection_->matchers, query);
    const auto sql = message_sql.ids();
    sqlite::Statement ids(connection_->database, sql.text);
    auto use = ids.use();
    sql.bind(use);
    while (use.next() && goes_on(use.get<std::int64_t>(0))) {
    }
}

void Reader::follow_scans(std::function<void(std::int64_t)> tell) const {
    connection_->matchers.follow(std::move(tell));
}

std::int64_t Reader::arrival_mark() const {
    return connection_->database.integer("SELECT ifnull(max(id), 0) FROM message_copy");
}

std::int64_t Reader::count_messages(const query::Expression& where) const {
    const ReadTransaction transaction(*connection_);
    query::Query query;
    query.where = where;
    const auto run = [&](const MessageSql& message_sql) {
        return ids_of(connection_->database, message_sql.count()).front();
    };
    if (begins_with_texts(query)) {
        const MessageSql first(connection_->database, connection_->matchers, query, Reach::first);
        if (first.is_complete()) return run(first);
    }
    return run({connection_->database, connection_->matchers, query});
}

/// The id of a message that was moved is found by every id that it had.
static std::int64_t present_id(const sqlite::Database& database, std::int64_t id) {
    sqlite::Statement statement(database, moved_sql);
    auto use = statement.use(id);
    return use.next() ? use.get<std::int64_t>(0) : id;
}

std::optional<MessageRecord> Reader::find_message(std::int64_t id) const {
    const ReadTransaction transaction(*connection_);
    auto& rows = prepared(connection_->message_rows, connection_->database, connection_->jids);
    rows.forget();
    return rows.find(present_id(connection_->database, id));
}

/// An export of stanzas asks for the copies of every message.
class CopyRows {
public:
    explicit CopyRows(const sqlite::Database& database)
        : moved_(database, moved_sql), copies_(database, copies_sql()) {}

    sqlite::Use of(std::int64_t message_id) {
        auto moved = moved_.use(message_id);
        return copies_.use(moved.next() ? moved.get<std::int64_t>(0) : message_id);
    }

private:
    sqlite::Statement moved_;
    sqlite::Statement copies_;
};

std::vector<MessageCopy> Reader::copies(std::int64_t message_id) const {
    const ReadTransaction transaction(*connection_);
    auto use = prepared(connection_->copy_rows, connection_->database).of(message_id);
    std::vector<MessageCopy> copies;
    while (use.next()) {
        MessageCopy copy;
        copy.id = use.get<std::int64_t>(0);
        copy.via = known(parse_via(use.get<std::string_view>(1)));
        copy.seen_at = use.get<Time>(2);
        if (!use.is_null(3) && !use.is_null(4))
            copy.stanza_id = {use.get<std::string>(3),
                              connection_->jids.address(use.get<std::int64_t>(4))};
        if (!use.is_null(5)) copy.delay = {use.get<Time>(5), Jid()};
        if (copy.delay && !use.is_null(6))
            copy.delay->by = connection_->jids.address(use.get<std::int64_t>(6));
        copy.joined_by = use.get<std::string>(7);
        copy.stanza = connection_->unpacker.read(use, 8);
        copies.push_back(std::move(copy));
    }
    return copies;
}

}  // namespace boswell::archive
