// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/conversion.hpp"

#include "archive/schema.hpp"
#include "archive/write/earlier_presences.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "sqlite/transaction.hpp"

#include <chrono>
#include <string>

namespace boswell::archive {

static constexpr log::Domain domain{"archive"};

// Some 100 ms of work, and some megabytes in the -wal.
static constexpr std::int64_t portion = 2'000;

static constexpr auto begin_sql = "SELECT until FROM conversion";

static constexpr auto last_sql = R"(
SELECT max(id), count(*)
FROM (SELECT id FROM message WHERE id > ?1 ORDER BY id LIMIT ?2))";

static constexpr auto index_sql = R"(
INSERT INTO search (rowid, text, conversation)
SELECT id, text, conversation
FROM search_content
WHERE id > ?1 AND id <= ?2 AND text <> '')";

// The bits are those of related_rows.hpp.
static constexpr auto fill_in_sql = R"(
UPDATE message
SET has = EXISTS (SELECT 1 FROM message_body WHERE message_body.message_id = message.id)
        | 2 * EXISTS (SELECT 1 FROM attachment WHERE attachment.message_id = message.id)
        | 4 * EXISTS (SELECT 1 FROM annotation WHERE annotation.message_id = message.id)
        | 8 * EXISTS (SELECT 1 FROM annotation WHERE annotation.target_id = message.id
                      AND kind IN ('correction', 'retraction', 'moderation', 'reaction', 'reply'))
        | 16 * ifnull(origin_id = message_id, 0)
        | 64 * EXISTS (SELECT 1 FROM local_time WHERE local_time.message_id = message.id),
    origin_id = nullif(origin_id, message_id)
WHERE id > ?1 AND id <= ?2 AND has IS NULL)";

static constexpr auto go_on_sql = "UPDATE conversion SET until = ?1";

static constexpr auto store_sql = R"(
UPDATE message_copy
SET dictionary_id = ?2, stanza = ?3, stanza_hash = ?4
WHERE id = ?1)";

static std::string copies_sql() {
    return fmt::format(
        "SELECT copy.id, {} FROM message CROSS JOIN message_copy AS copy ON copy.message_id = "
        "message.id {} WHERE message.id > ?1 AND message.id <= ?2 AND copy.stanza IS NOT NULL",
        StanzaUnpacker::columns(), repeated_joins);
}

Conversion::Conversion(sqlite::Database& database)
    : database_(database),
      packer_(database),
      unpacker_(database),
      last_(database, last_sql),
      index_(database, index_sql),
      fill_in_(database, fill_in_sql),
      copies_(database, copies_sql()),
      store_(database, store_sql),
      go_on_(database, go_on_sql),
      progress_{.done = database.integer("SELECT count(*) FROM message WHERE id <= "
                                         "(SELECT until FROM conversion)"),
                .total = database.integer("SELECT count(*) FROM message")} {}

bool Conversion::step() {
    sqlite::Transaction transaction(database_, sqlite::Transaction::Kind::write);
    if (!has_rows_to_convert(database_)) return false;
    const auto after = database_.integer(begin_sql);
    std::optional<std::int64_t> until;
    {
        auto use = last_.use(after, portion);
        use.next();
        until = use.get<std::optional<std::int64_t>>(0);
        progress_.done += use.get<std::int64_t>(1);
    }
    if (until) {
        index_.run(after, *until);
        fill_in_.run(after, *until);
        pack(after, *until);
        go_on_.run(*until);
    } else {
        database_.execute("DELETE FROM conversion");
    }
    transaction.commit();
    return until.has_value();
}

void Conversion::pack(std::int64_t after, std::int64_t until) {
    auto use = copies_.use(after, until);
    while (use.next()) pack(use);
}

void Conversion::pack(const sqlite::Use& copy) {
    std::string stanza;
    try {
        stanza = unpacker_.read(copy, 1);
    } catch (const sqlite::Unavailable&) {
        throw;
    } catch (const Error&) {
        return;  // damaged: it stays as it is, and `boswell verify` tells of it
    }
    const auto packed = packer_.pack(stanza, StanzaUnpacker::texts(copy, 1));
    if (packed.bytes.size() >= copy.get<sqlite::Blob>(2).bytes.size()) return;
    store_.run(copy.get<std::int64_t>(0), packed.dictionary, sqlite::Blob{packed.bytes},
               packed.signed_hash());
}

/// Says something only of what takes more than a moment.
class Told {
public:
    bool is_due() {
        const auto now = std::chrono::steady_clock::now();
        if (now - last_ < silence) return false;
        last_ = now;
        return true;
    }

private:
    static constexpr std::chrono::seconds silence{5};
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

static void convert_presences(sqlite::Database& database) {
    const auto total = database.integer("SELECT count(*) FROM earlier_presence");
    const auto path = database.path().string();
    EarlierPresences presences(database);
    for (Told told; presences.step();) {
        if (told.is_due())
            log::notice(domain, "{}: {} of {} presences converted ({} %)", path, presences.moved(),
                        total, 100 * presences.moved() / total);
    }
    if (total > 0) log::notice(domain, "{}: all {} presences converted", path, total);
}

static void convert_messages(sqlite::Database& database) {
    Conversion conversion(database);
    const auto path = database.path().string();
    for (Told told; conversion.step();) {
        if (!told.is_due()) continue;
        const auto [done, total] = conversion.progress();
        log::notice(domain, "{}: {} of {} messages converted ({} %)", path, done, total,
                    total > 0 ? 100 * done / total : 100);
    }
    log::notice(domain, "{}: all {} messages converted", path, conversion.progress().total);
}

// Messages last: with them the row of table conversion goes.
void convert(sqlite::Database& database) {
    if (!has_rows_to_convert(database)) return;
    convert_presences(database);
    convert_messages(database);
}

}  // namespace boswell::archive
