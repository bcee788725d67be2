// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/reindex.hpp"

#include "archive/guest.hpp"
#include "archive/lock.hpp"
#include "archive/open.hpp"
#include "archive/related_rows.hpp"
#include "archive/write/attachments.hpp"
#include "archive/write/substring_index_builder.hpp"
#include "base/error.hpp"
#include "sqlite/transaction.hpp"

#include <optional>
#include <utility>

namespace boswell::archive {

static constexpr std::int64_t most_rows = 1'000;  // of one transaction

// The last message.id that is done, in decimal digits. There is none before and after a run.
static constexpr std::string_view place_name(Extent extent) {
    return extent == Extent::texts ? "reindexed-until" : "reread-until";
}

static constexpr auto place_sql = R"(
SELECT ifnull(max(CAST(CAST(value AS TEXT) AS INTEGER)), -9223372036854775808)
FROM property
WHERE name = ?1)";

static constexpr auto set_place_sql = R"(
INSERT INTO property (name, value)
VALUES (?1, CAST(CAST(?2 AS TEXT) AS BLOB))
ON CONFLICT (name) DO UPDATE
SET value = excluded.value)";

static constexpr auto end_sql = "DELETE FROM property WHERE name = ?1";

static constexpr auto count_done_sql = "SELECT count(*) FROM message WHERE id <= ?1";

static constexpr auto next_sql = R"(
SELECT message.id, conversation_id, shown, segmented,
       coalesce(segmented, body || char(10) || subject, body, subject, ''),
       EXISTS (SELECT 1 FROM annotation WHERE annotation.message_id = message.id AND hides),
       EXISTS (SELECT 1 FROM search_docsize WHERE search_docsize.id = message.id)
FROM message
WHERE message.id > ?1
ORDER BY message.id
LIMIT 1)";

static constexpr auto set_text_sql = R"(
UPDATE message
SET shown = ?2, segmented = ?3
WHERE id = ?1)";

static constexpr auto mark_files_sql = R"(
UPDATE message
SET has = has | ?2
WHERE id = ?1)";

/// The rows of one archive, one after the other.
class Reindex::Rows {
public:
    Rows(const std::filesystem::path& archive, Extent extent, RereadStanza reread,
         RereadTombstone tombstone)
        : extent_(extent),
          guest_(open_as_guest(archive)),
          messages_(guest_.tables().messages),
          texts_(guest_.database(), std::move(reread)),
          tombstones_(guest_.database(), std::move(tombstone)),
          search_(messages_.search_index()),
          attachments_(guest_.database()),
          next_(guest_.database(), next_sql),
          set_text_(guest_.database(), set_text_sql),
          mark_files_(guest_.database(), mark_files_sql),
          place_(guest_.database(), place_sql),
          set_place_(guest_.database(), set_place_sql),
          end_(guest_.database(), end_sql),
          count_done_(guest_.database(), count_done_sql) {}

    std::int64_t count() { return guest_.database().integer("SELECT count(*) FROM message"); }
    std::int64_t count_done() { return number(count_done_.use(place())); }

    struct Step {
        std::int64_t done = 0;
        std::int64_t changed = 0;
        bool is_last = false;
    };
    Step step();

private:
    struct Row {
        std::int64_t id;
        std::int64_t conversation;
        std::optional<std::string> shown;
        std::optional<std::string> segmented;
        std::string indexed;
        bool hidden;
        bool in_index;
    };
    static std::int64_t number(sqlite::Use use) { return use.next(), use.get<std::int64_t>(0); }
    std::int64_t place() { return number(place_.use(place_name(extent_))); }
    std::optional<Row> next(std::int64_t after);
    bool reread(std::int64_t id);
    bool reread_tombstones(std::int64_t id);
    bool bring_up_to_date(const Row& row);
    bool index(const Row& row, std::string text);

    const Extent extent_;
    Guest guest_;
    Messages& messages_;
    StoredTexts texts_;
    StoredTombstones tombstones_;
    SearchIndex& search_;
    Attachments attachments_;
    sqlite::Statement next_;
    sqlite::Statement set_text_;
    sqlite::Statement mark_files_;
    sqlite::Statement place_;
    sqlite::Statement set_place_;
    sqlite::Statement end_;
    sqlite::Statement count_done_;
};

Reindex::Rows::Step Reindex::Rows::step() {
    Step step;
    guest_.transact([&](Guest::Clock::time_point deadline) {
        auto done = place();
        do {
            auto row = next(done);
            step.is_last = !row;
            if (!row) break;
            const bool is_reread = extent_ == Extent::everything && reread(row->id);
            if (is_reread) row = next(done);
            step.changed += bring_up_to_date(*row) || is_reread ? 1 : 0;
            done = row->id;
        } while (++step.done < most_rows && Guest::Clock::now() < deadline);
        if (step.is_last)
            end_.run(place_name(extent_));
        else
            set_place_.run(place_name(extent_), done);
    });
    return step;
}

std::optional<Reindex::Rows::Row> Reindex::Rows::next(std::int64_t after) {
    auto use = next_.use(after);
    if (!use.next()) return std::nullopt;
    return Row{.id = use.get<std::int64_t>(0),
               .conversation = use.get<std::int64_t>(1),
               .shown = use.get<std::optional<std::string>>(2),
               .segmented = use.get<std::optional<std::string>>(3),
               .indexed = use.get<std::string>(4),
               .hidden = use.get<bool>(5),
               .in_index = use.get<bool>(6)};
}

bool Reindex::Rows::reread(std::int64_t id) {
    const auto message = texts_.reread(id);
    const bool changed = message && messages_.reread(id, *message);
    return reread_tombstones(id) || changed;
}

/// True if an archive has told in the message's place of something that was not known.
bool Reindex::Rows::reread_tombstones(std::int64_t id) {
    bool added = false;
    for (const auto& retraction : tombstones_.retractions(id)) {
        const auto account = guest_.tables().accounts.id_of(retraction.account);
        if (!messages_.with_stanza_id(account, *retraction.stanza_id).empty()) continue;
        messages_.write(retraction);
        added = true;
    }
    return added;
}

/// True if anything was to be changed.
bool Reindex::Rows::bring_up_to_date(const Row& row) {
    auto [shown, new_files, indexed] = texts_.today(row.id);
    const bool has_other_text = shown != row.shown || indexed.segmented != row.segmented;
    if (has_other_text) set_text_.run(row.id, shown, indexed.segmented);
    if (!new_files.empty()) {
        attachments_.add(row.id, new_files);
        mark_files_.run(row.id, related::attachments);
    }
    const bool is_indexed_anew = index(row, std::move(indexed.text));
    return has_other_text || !new_files.empty() || is_indexed_anew;
}

bool Reindex::Rows::index(const Row& row, std::string text) {
    if (row.hidden) text.clear();
    if (row.in_index ? text == row.indexed : text.empty()) return false;
    if (row.in_index) search_.remove(row.id, row.conversation, row.indexed);
    search_.add(row.id, row.conversation, std::move(text));
    return true;
}

Reindex::Reindex(const std::filesystem::path& archive, Extent extent, RereadStanza reread,
                 RereadTombstone tombstone)
    : rows_(std::make_unique<Rows>(archive, extent, std::move(reread), std::move(tombstone))),
      total_(rows_->count()),
      done_(rows_->count_done()) {}

Reindex::~Reindex() = default;

bool Reindex::advance() {
    const auto step = rows_->step();
    done_ += step.done;
    changed_ += step.changed;
    return !step.is_last;
}

static void transact(sqlite::Database& database, const auto& work) {
    sqlite::Transaction transaction(database, sqlite::Transaction::Kind::write);
    work();
    transaction.commit();
}

/// In portions: if it is cut short, nothing reads the index, and boswelld goes on with it.
static void rebuild_substring_index(sqlite::Database& database) {
    using Phase = SubstringIndex::Phase;
    const auto phase = read_substring_index(database).phase;
    const bool is_wanted = phase == Phase::building || phase == Phase::complete;
    transact(database, [&] { write_substring_index(database, {Phase::removing}); });
    SubstringIndexBuilder builder(database);
    bool goes_on = true;
    while (goes_on) {
        transact(database, [&] {
            constexpr auto never = SubstringIndexBuilder::Clock::time_point::max();
            goes_on = is_wanted ? builder.build(never) : builder.remove();
        });
    }
}

void rebuild_search_index(const std::filesystem::path& archive) {
    Lock lock(archive);
    auto database = open_with_lock(archive, lock, Start::first);
    database.execute("INSERT INTO search (search) VALUES ('rebuild')");
    rebuild_substring_index(database);
}

}  // namespace boswell::archive
