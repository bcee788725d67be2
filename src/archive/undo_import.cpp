// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/undo_import.hpp"

#include "archive/guest.hpp"
#include "archive/open.hpp"
#include "archive/restore/undone_messages.hpp"
#include "archive/restore/undone_rows.hpp"
#include "archive/schema.hpp"
#include "base/error.hpp"
#include "sqlite/foreign_keys_off.hpp"

#include <limits>
#include <optional>
#include <utility>

namespace boswell::archive {

static constexpr std::int64_t most_messages = 1'000;  // of one transaction

static constexpr auto find_sql = R"(
SELECT began_at, undone_at,
       (SELECT count(*) FROM imported_message WHERE run_id = ?1),
       (SELECT count(*) FROM imported_row WHERE run_id = ?1)
FROM import_run
WHERE id = ?1)";

// The order of arrival goes on behind what is gone: whoever has read up to there reads on from
// there.
static constexpr auto last_arrival_sql = "SELECT ifnull(max(id), 0) FROM message_copy";
static constexpr auto keep_arrivals_sql = R"(
UPDATE message_copy
SET id = max(id, ?1)
WHERE id = (SELECT max(id) FROM message_copy))";

static constexpr auto begin_sql = R"(
UPDATE import_run
SET undone_at = coalesce(undone_at, ?2)
WHERE id = ?1)";

// From the latest on: what annotates a message goes before that message.
static constexpr auto next_sql = R"(
SELECT message_id, ways, columns
FROM imported_message
WHERE run_id = ?1 AND message_id < ?2
ORDER BY message_id DESC
LIMIT 1)";

// Accounts of which nothing is left, and that no agent ever had.
static constexpr auto left_accounts_sql = R"(
SELECT id
FROM account
WHERE state_since IS NULL AND last_proof IS NULL
  AND NOT EXISTS (SELECT 1 FROM message JOIN conversation ON conversation.id = conversation_id
                  WHERE account_id = account.id)
  AND NOT EXISTS (SELECT 1 FROM receipt JOIN conversation ON conversation.id = conversation_id
                  WHERE account_id = account.id)
  AND NOT EXISTS (SELECT 1 FROM chat_state JOIN conversation ON conversation.id = conversation_id
                  WHERE account_id = account.id)
  AND NOT EXISTS (SELECT 1 FROM bookmark WHERE account_id = account.id)
  AND NOT EXISTS (SELECT 1 FROM presence_stanza WHERE account_id = account.id)
  AND NOT EXISTS (SELECT 1 FROM observation WHERE account_id = account.id)
  AND NOT EXISTS (SELECT 1 FROM roster_change WHERE account_id = account.id)
  AND NOT EXISTS (SELECT 1 FROM vcard WHERE account_id = account.id)
  AND NOT EXISTS (SELECT 1 FROM pep_event WHERE account_id = account.id)
  AND NOT EXISTS (SELECT 1 FROM device_key WHERE account_id = account.id))";

// One pass over all presences, because they have no index of what they say.
static constexpr auto left_contents_sql = R"(
DELETE FROM presence_content
WHERE id NOT IN (SELECT content_id FROM presence_stanza))";

static constexpr const char* remove_account_sql[] = {
    "DELETE FROM third_party WHERE conversation_id IN (SELECT id FROM conversation WHERE "
    "account_id = ?1)",
    "DELETE FROM receipt WHERE conversation_id IN (SELECT id FROM conversation WHERE account_id = "
    "?1)",
    "DELETE FROM conversation WHERE account_id = ?1",
    "DELETE FROM account WHERE id = ?1",
};

static sqlite::Database open(const std::filesystem::path& archive, Import::Mode mode) {
    if (mode == Import::Mode::rehearse) return open_for_rehearsal(archive);
    return open_as_guest(archive);
}

class UndoImport::Rows {
public:
    Rows(const std::filesystem::path& archive, std::int64_t run, Import::Mode mode)
        : guest_(open(archive, mode)),
          run_(run),
          messages_(guest_.database(), guest_.tables()),
          rows_((UndoneRows::make_tables(guest_.database()), guest_.database())),
          begin_(guest_.database(), begin_sql),
          keep_arrivals_(guest_.database(), keep_arrivals_sql),
          next_(guest_.database(), next_sql) {}

    /// How much there is to do.
    std::int64_t find();
    bool advance(UndoCounts& counts, std::int64_t& done);

private:
    bool undo(UndoCounts& counts, std::int64_t& done, Guest::Clock::time_point deadline);
    bool undo_next_message(UndoCounts& counts);
    void remove_left_rows(const UndoCounts& counts);

    Guest guest_;
    std::int64_t run_;
    Time began_at_;
    std::int64_t below_ = std::numeric_limits<std::int64_t>::max();
    UndoneMessages messages_;
    UndoneRows rows_;
    sqlite::Statement begin_;
    sqlite::Statement keep_arrivals_;
    sqlite::Statement next_;
};

std::int64_t UndoImport::Rows::find() {
    sqlite::Statement find(guest_.database(), find_sql);
    auto use = find.use(run_);
    if (!use.next())
        throw Error("there is no import {}; `boswell import --list` shows those that there are",
                    run_);
    began_at_ = use.get<Time>(0);
    const auto total = use.get<std::int64_t>(2) + use.get<std::int64_t>(3);
    if (!use.is_null(1) && total == 0)
        throw Error("import {} was undone at {}", run_, to_rfc3339(use.get<Time>(1)));
    return total;
}

bool UndoImport::Rows::advance(UndoCounts& counts, std::int64_t& done) {
    bool more = false;
    const auto counts_before = counts;
    const auto done_before = done;
    try {
        guest_.transact([&](Guest::Clock::time_point deadline) {
            const sqlite::ForeignKeysOff off(guest_.database());
            begin_.run(run_, now());
            guest_.database().execute(begin_generation_sql);
            const auto last = guest_.database().integer(last_arrival_sql);
            more = undo(counts, done, deadline);
            messages_.flush();
            keep_arrivals_.run(last);
            if (!more) remove_left_rows(counts);
        });
    } catch (...) {
        counts = counts_before;
        done = done_before;
        throw;
    }
    return more;
}

bool UndoImport::Rows::undo(UndoCounts& counts, std::int64_t& done,
                            Guest::Clock::time_point deadline) {
    std::int64_t messages = 0;
    while (undo_next_message(counts)) {
        ++done;
        if (++messages == most_messages || Guest::Clock::now() >= deadline) return true;
    }
    if (messages > 0) return true;
    UndoneRows::Counts rows;
    const auto number = rows_.undo_some(run_, began_at_, rows);
    done += number;
    counts.presences += rows.presences;
    counts.observations += rows.observations;
    counts.contact_versions += rows.contact_versions;
    counts.kept_versions += rows.kept;
    return number > 0;
}

bool UndoImport::Rows::undo_next_message(UndoCounts& counts) {
    MessageParts parts;
    {
        auto use = next_.use(run_, below_);
        if (!use.next()) return false;
        below_ = use.get<std::int64_t>(0);
        parts = {.ways = use.get<std::int64_t>(1), .columns = use.get<std::int64_t>(2)};
    }
    const auto outcome = messages_.undo(below_, run_, parts);
    counts.messages += outcome == UndoneMessages::Outcome::removed ? 1 : 0;
    counts.kept_messages += outcome == UndoneMessages::Outcome::kept ? 1 : 0;
    return true;
}

void UndoImport::Rows::remove_left_rows(const UndoCounts& counts) {
    if (counts.presences > 0) guest_.database().execute(left_contents_sql);
    std::vector<std::int64_t> accounts;
    sqlite::Statement left(guest_.database(), left_accounts_sql);
    for (auto use = left.use(); use.next();) accounts.push_back(use.get<std::int64_t>(0));
    for (const auto account : accounts) {
        for (const auto* sql : remove_account_sql)
            sqlite::Statement(guest_.database(), sql).run(account);
    }
    guest_.tables().forget();
}

UndoImport::UndoImport(const std::filesystem::path& archive, std::int64_t run, Import::Mode mode)
    : rows_(std::make_unique<Rows>(archive, run, mode)), total_(rows_->find()) {}

UndoImport::~UndoImport() = default;

bool UndoImport::advance() { return rows_->advance(counts_, done_); }

}  // namespace boswell::archive
