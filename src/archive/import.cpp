// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/import.hpp"

#include "archive/guest.hpp"
#include "archive/open.hpp"
#include "archive/restore/bookmarks.hpp"
#include "archive/restore/contacts.hpp"
#include "archive/restore/messages.hpp"
#include "archive/restore/observations.hpp"
#include "archive/restore/pep.hpp"
#include "archive/restore/presences.hpp"
#include "archive/restore/read_marks.hpp"
#include "archive/restore/receipts.hpp"
#include "archive/schema.hpp"

#include <algorithm>
#include <variant>

namespace boswell::archive {

/// A transaction takes no more records than this, even if there were time for more.
static constexpr std::size_t most_records = 1000;

namespace {

template <typename... Functions>
struct Overloaded : Functions... {
    using Functions::operator()...;
};
// COMPAT: clang 14 does not find this by itself.
template <typename... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

/// Hands each record to the class that restores its kind.
class Restore {
public:
    Restore(sqlite::Database& database, Tables& tables, ImportRun& run)
        : messages_((KnownMessages::make_tables(database), database), tables, run),
          presences_(database, tables, run),
          observations_(database, tables, run),
          contacts_(database, tables, run),
          pep_(database, tables, run),
          bookmarks_(database, tables, run),
          read_marks_(database, tables),
          receipts_(database, tables, run) {}

    void begin_file(Origin origin) {
        messages_.begin_file(origin);
        presences_.begin_file(origin);
        observations_.begin_file();
        contacts_.begin_file(origin);
    }
    void begin_transaction() {
        contacts_.begin_transaction();
        pep_.begin_transaction();
    }
    void end_transaction() {
        contacts_.end_transaction();
        pep_.end_transaction();
    }
    Outcome restore(const MessageRecord& record) { return messages_.restore(record); }
    Outcome restore(const PresenceRecord& record) { return presences_.restore(record); }
    Outcome restore(const ObservationRecord& record) { return observations_.restore(record); }
    Outcome restore(const RosterRecord& record) { return contacts_.restore(record); }
    Outcome restore(const VCardRecord& record) { return contacts_.restore(record); }
    Outcome restore(const PepRecord& record) { return pep_.restore(record); }
    Outcome restore(const DeviceKeyRecord& record) { return pep_.restore(record); }
    Outcome restore(const MoveClaimRecord& record) { return pep_.restore(record); }
    Outcome restore(const BookmarkRecord& record) { return bookmarks_.restore(record); }
    Outcome restore(const ReadMarkRecord& record) { return read_marks_.restore(record); }
    Outcome restore(const UnattachedReceipt& record) { return receipts_.restore(record); }

private:
    RestoreMessages messages_;
    RestorePresences presences_;
    RestoreObservations observations_;
    RestoreContacts contacts_;
    RestorePep pep_;
    RestoreBookmarks bookmarks_;
    RestoreReadMarks read_marks_;
    RestoreReceipts receipts_;
};

}  // namespace

static sqlite::Database open(const std::filesystem::path& archive, Import::Mode mode) {
    if (mode == Import::Mode::rehearse) return open_for_rehearsal(archive);
    create_if_missing(archive);
    return open_as_guest(archive);
}

struct Import::Target {
    Target(const std::filesystem::path& archive, Mode mode)
        : guest(open(archive, mode)),
          run(guest.database()),
          restore(guest.database(), guest.tables(), run) {}

    Guest guest;
    ImportRun run;
    Restore restore;
};

Import::Import(const std::filesystem::path& archive, Mode mode)
    : target_(std::make_unique<Target>(archive, mode)) {}

Import::~Import() = default;

int Import::schema_version() { return schema().version(); }

void Import::begin_run(const std::string& path) {
    target_->run.begin(path);
    before_run_ = counts_;
}

void Import::end_run() {
    target_->guest.transact([&](Guest::Clock::time_point) { target_->run.end(); });
}

void Import::begin_file(Origin origin, std::string_view format) {
    target_->run.reads(format);
    target_->restore.begin_file(origin);
}

void Import::add(std::span<const Record> batch) {
    while (!batch.empty()) batch = batch.subspan(add_first(batch));
}

std::size_t Import::add_first(std::span<const Record> batch) {
    const auto before = counts_;
    std::size_t added = 0;
    in_transaction_.clear();
    try {
        target_->guest.transact([&](Guest::Clock::time_point deadline) {
            target_->run.begin_transaction();
            target_->restore.begin_transaction();
            do {
                add(batch[added++]);
            } while (added < std::min(batch.size(), most_records) &&
                     Guest::Clock::now() < deadline);
            target_->restore.end_transaction();
            target_->run.end_transaction(
                {.messages = counts_.messages - before_run_.messages,
                 .presences = counts_.presences - before_run_.presences,
                 .contacts = counts_.contact_versions - before_run_.contact_versions});
        });
    } catch (...) {
        counts_ = before;
        throw;
    }
    for (const auto& [message, known] : in_transaction_) {
        auto& conversation = conversations_[{message->account, message->with}];
        ++(known ? conversation.known : conversation.messages);
    }
    return added;
}

void Import::add(const Record& record) {
    auto& restore = target_->restore;
    std::optional<Outcome> outcome;  // nothing for what is not imported
    const auto restore_one = [&](const auto& each, std::int64_t& count) {
        outcome = restore.restore(each);
        count += outcome == Outcome::added ? 1 : 0;
    };
    std::visit(
        Overloaded{
            [&](const MessageRecord& each) {
                restore_one(each, counts_.messages);
                in_transaction_.emplace_back(&each, outcome != Outcome::added);
            },
            [&](const PresenceRecord& each) { restore_one(each, counts_.presences); },
            [&](const ObservationRecord& each) { restore_one(each, counts_.observations); },
            [&](const RosterRecord& each) { restore_one(each, counts_.contact_versions); },
            [&](const VCardRecord& each) { restore_one(each, counts_.contact_versions); },
            [&](const PepRecord& each) { restore_one(each, counts_.contact_versions); },
            [&](const DeviceKeyRecord& each) { restore_one(each, counts_.contact_versions); },
            [&](const MoveClaimRecord& each) { restore_one(each, counts_.contact_versions); },
            [&](const BookmarkRecord& each) { restore_one(each, counts_.contact_versions); },
            [&](const ReadMarkRecord& each) { restore_one(each, counts_.contact_versions); },
            [&](const UnattachedReceipt& each) { restore_one(each, counts_.receipts); },
            [&](const auto&) { ++counts_.skipped; },
        },
        record);
    counts_.completed += outcome == Outcome::completed ? 1 : 0;
    counts_.known += outcome == Outcome::known ? 1 : 0;
    counts_.left_out += outcome == Outcome::left_out ? 1 : 0;
    counts_.skipped += outcome == Outcome::left_out ? 1 : 0;
}

}  // namespace boswell::archive
