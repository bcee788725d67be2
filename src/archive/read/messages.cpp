// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/connection.hpp"
#include "archive/read/message_rows.hpp"
#include "archive/read/query.hpp"

#include <algorithm>
#include <utility>

namespace boswell::archive {

static constexpr auto moved_sql = "SELECT message_id FROM moved_message WHERE old_id = ?1";

static std::string copies_sql() {
    return fmt::format(
        "SELECT copy.id, via, seen_at, copy.stanza_id, stanza_id_by, claimed_stamp, stamped_by, "
        "joined_by, {} FROM message_copy AS copy JOIN message ON message.id = copy.message_id {} "
        "WHERE copy.message_id = ?1 ORDER BY copy.id",
        StanzaUnpacker::columns(), repeated_joins);
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

void Reader::edit_messages(Edits edits) const { connection_->edits = std::move(edits); }

void Reader::for_each_message(const query::Query& query,
                              const std::function<bool(MessageRecord&)>& take) const {
    const ReadTransaction transaction(*connection_);
    const auto give = [&](MessageRecord& record) {
        if (connection_->edits.message) connection_->edits.message(record);
        return take(record);
    };
    auto& rows = prepared(connection_->message_rows, connection_->database, connection_->jids);
    rows.forget();
    if (const auto first = first_ids(connection_->database, connection_->matchers, query)) {
        for (const auto id : *first) {
            // The index may have a row without a message; verify() tells of it.
            auto found = rows.find(id);
            if (found && !give(*found)) return;
        }
        return;
    }
    const MessageSql message_sql(connection_->database, connection_->matchers, query);
    const auto sql = message_sql.with_copies(MessageRows::columns);
    sqlite::Statement statement(connection_->database, sql.text);
    auto use = statement.use();
    sql.bind(use);
    MessageRecord record;
    for (bool more = use.next(); more;) {
        more = rows.read(use, record);
        if (!give(record)) return;
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
    auto found = rows.find(present_id(connection_->database, id));
    if (found && connection_->edits.message) connection_->edits.message(*found);
    return found;
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
        copy.via = known_value(parse_via(use.get<std::string_view>(1)));
        copy.seen_at = use.get<Time>(2);
        if (!use.is_null(3) && !use.is_null(4))
            copy.stanza_id = {use.get<std::string>(3),
                              connection_->jids.address(use.get<std::int64_t>(4))};
        if (!use.is_null(5)) copy.delay = {use.get<Time>(5), Jid()};
        if (copy.delay && !use.is_null(6))
            copy.delay->by = connection_->jids.address(use.get<std::int64_t>(6));
        copy.joined_by = use.get<std::string>(7);
        copy.stanza = connection_->unpacker.read(use, 8);
        if (connection_->edits.copy) connection_->edits.copy(copy);
        copies.push_back(std::move(copy));
    }
    return copies;
}

}  // namespace boswell::archive
