// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bare_ingest.hpp"

#include "archive/message_ids.hpp"
#include "archive/open.hpp"
#include "archive/stanza_codec.hpp"
#include "archive/write/search_index.hpp"

#include <sqlite3.h>
#include <xxhash.h>

#include <map>
#include <string>

namespace boswell::bench {

namespace {

struct Row {
    std::int64_t id, conversation, stamp, hash;
    std::int64_t from, from_resource, to, to_resource;
    const char* direction;
    std::string body, message_id, stanza_id, stanza, token;
    archive::IndexedText indexed;
};

void check(int code, int expected = SQLITE_OK) {
    if (code != expected) throw Error("SQLite error {}", code);
}

void text(sqlite3_stmt* statement, int index, const std::string& value) {
    check(sqlite3_bind_text(statement, index, value.data(), static_cast<int>(value.size()),
                            SQLITE_STATIC));
}

void integer(sqlite3_stmt* statement, int index, std::int64_t value) {
    check(sqlite3_bind_int64(statement, index, value));
}

void run(sqlite3_stmt* statement) {
    check(sqlite3_step(statement), SQLITE_DONE);
    check(sqlite3_reset(statement));
}

}  // namespace

struct BareIngest::Prepared {
    explicit Prepared(const std::filesystem::path& path)
        : database(archive::open_with_lock(path, archive::Start::first)) {}

    sqlite3_stmt* prepare(const char* sql) const {
        sqlite3_stmt* statement = nullptr;
        check(sqlite3_prepare_v3(database.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement,
                                 nullptr));
        return statement;
    }
    std::int64_t intern(const std::string& table, const std::string& column,
                        const std::string& value) {
        auto& id = ids[table + value];
        if (id == 0) {
            database.execute("INSERT INTO " + table + " (" + column + ") VALUES ('" + value + "')");
            id = database.last_insert_id();
        }
        return id;
    }

    sqlite::Database database;
    std::map<std::string, std::int64_t> ids;
    std::vector<Row> rows;
    sqlite3_stmt *find, *message, *copy, *key, *search, *count;
};

/// As the archive does it, so that both write the same bytes.
static std::string pack(archive::StanzaPacker& packer, const Message& message) {
    const auto from = message.from.bare().str();
    const auto to = message.to.bare().str();
    return std::string(packer
                           .pack(message.stanza, {.body = message.bodies.front().text,
                                                  .message_id = message.message_id,
                                                  .thread = {},
                                                  .from = from,
                                                  .from_resource = message.from.resourcepart(),
                                                  .to = to,
                                                  .to_resource = message.to.resourcepart(),
                                                  .stanza_id = message.stanza_id->id,
                                                  .claimed_stamp = {}})
                           .bytes);
}

static Row prepare_row(BareIngest::Prepared& prepared, const Message& message,
                       archive::StanzaPacker& packer);

BareIngest::BareIngest(const std::filesystem::path& path, const std::vector<Event>& events)
    : prepared_(std::make_unique<Prepared>(path)) {
    auto& prepared = *prepared_;
    prepared.database.execute("INSERT INTO account (id, jid) VALUES (1, 'romeo@example.org')");
    archive::StanzaPacker packer(prepared.database);
    for (const auto& event : events) {
        prepared.rows.push_back(prepare_row(prepared, std::get<Message>(event), packer));
    }
    prepared.find = prepared.prepare("SELECT message_id FROM message_key WHERE hash = ?1");
    prepared.message = prepared.prepare(
        "INSERT INTO message (id, conversation_id, direction, type, stamp, received_at, from_id, "
        "from_resource_id, to_id, to_resource_id, body, lang, message_id, has, segmented) "
        "VALUES (?1, ?2, ?3, 'chat', ?4, ?4, ?5, ?6, ?7, ?8, ?9, 'en', ?10, 16, ?11)");
    prepared.copy = prepared.prepare(
        "INSERT INTO message_copy (message_id, via, seen_at, stanza_id, stanza_id_by, joined_by, "
        "dictionary_id, stanza) VALUES (?1, 'archive', ?2, ?3, ?4, 'first', 1, ?5)");
    prepared.key = prepared.prepare("INSERT INTO message_key (hash, message_id) VALUES (?1, ?2)");
    prepared.search =
        prepared.prepare("INSERT INTO search (rowid, text, conversation) VALUES (?1, ?2, ?3)");
    prepared.count = prepared.prepare(
        "UPDATE conversation SET messages = messages + ?2, last_stamp = ?3 WHERE id = ?1");
}

BareIngest::~BareIngest() {
    for (auto* statement : {prepared_->find, prepared_->message, prepared_->copy, prepared_->key,
                            prepared_->search, prepared_->count}) {
        sqlite3_finalize(statement);
    }
}

static std::int64_t conversation_of(BareIngest::Prepared& prepared, std::int64_t with) {
    auto& id = prepared.ids[fmt::format("conversation {}", with)];
    if (id == 0) {
        prepared.database.execute(fmt::format(
            "INSERT INTO conversation (account_id, with_id, type) VALUES (1, {}, 'chat')", with));
        id = prepared.database.last_insert_id();
    }
    return id;
}

Row prepare_row(BareIngest::Prepared& prepared, const Message& message,
                archive::StanzaPacker& packer) {
    Row row;
    row.id = archive::MessageIds::preferred(message.stamp);
    row.conversation =
        conversation_of(prepared, prepared.intern("address", "jid", message.with.str()));
    row.stamp = to_milliseconds(message.stamp);
    row.direction = message.direction == Direction::in ? "in" : "out";
    row.from = prepared.intern("address", "jid", message.from.bare().str());
    row.from_resource = prepared.intern("resource", "name", message.from.resourcepart());
    row.to = prepared.intern("address", "jid", message.to.bare().str());
    row.to_resource = prepared.intern("resource", "name", message.to.resourcepart());
    row.body = message.bodies.front().text;
    row.message_id = message.message_id;
    row.stanza_id = message.stanza_id->id;
    row.hash = static_cast<std::int64_t>(XXH3_64bits(row.stanza_id.data(), row.stanza_id.size()));
    row.stanza = pack(packer, message);
    row.token = fmt::format("c{}", row.conversation);
    row.indexed = archive::indexed_text(row.body, "", row.body);
    return row;
}

static void write_row(BareIngest::Prepared& prepared, const Row& row) {
    integer(prepared.find, 1, row.hash);
    run(prepared.find);

    integer(prepared.message, 1, row.id);
    integer(prepared.message, 2, row.conversation);
    check(sqlite3_bind_text(prepared.message, 3, row.direction, -1, SQLITE_STATIC));
    integer(prepared.message, 4, row.stamp);
    integer(prepared.message, 5, row.from);
    integer(prepared.message, 6, row.from_resource);
    integer(prepared.message, 7, row.to);
    integer(prepared.message, 8, row.to_resource);
    text(prepared.message, 9, row.body);
    text(prepared.message, 10, row.message_id);
    if (row.indexed.segmented) {
        text(prepared.message, 11, *row.indexed.segmented);
    } else {
        check(sqlite3_bind_null(prepared.message, 11));
    }
    run(prepared.message);

    integer(prepared.copy, 1, row.id);
    integer(prepared.copy, 2, row.stamp);
    text(prepared.copy, 3, row.stanza_id);
    integer(prepared.copy, 4, row.to);
    check(sqlite3_bind_blob(prepared.copy, 5, row.stanza.data(),
                            static_cast<int>(row.stanza.size()), SQLITE_STATIC));
    run(prepared.copy);

    integer(prepared.key, 1, row.hash);
    integer(prepared.key, 2, row.id);
    run(prepared.key);

    integer(prepared.search, 1, row.id);
    text(prepared.search, 2, row.indexed.text);
    text(prepared.search, 3, row.token);
    run(prepared.search);
}

void BareIngest::write(std::size_t first, std::size_t count) {
    auto& prepared = *prepared_;
    std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>> counters;
    check(sqlite3_exec(prepared.database.handle(), "BEGIN IMMEDIATE", nullptr, nullptr, nullptr));
    for (std::size_t i = first; i < first + count; ++i) {
        const auto& row = prepared.rows[i];
        write_row(prepared, row);
        auto& counter = counters[row.conversation];
        ++counter.first;
        counter.second = row.stamp;
    }
    for (const auto& [conversation, counter] : counters) {
        integer(prepared.count, 1, conversation);
        integer(prepared.count, 2, counter.first);
        integer(prepared.count, 3, counter.second);
        run(prepared.count);
    }
    check(sqlite3_exec(prepared.database.handle(), "COMMIT", nullptr, nullptr, nullptr));
}

}  // namespace boswell::bench
