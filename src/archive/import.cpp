// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/import.hpp"

#include "archive/guest.hpp"
#include "archive/open.hpp"
#include "archive/restore/messages.hpp"
#include "archive/restore/observations.hpp"
#include "archive/restore/presences.hpp"
#include "archive/schema.hpp"

#include <algorithm>
#include <variant>

namespace boswell::archive {

/// A transaction takes no more records than this, even if there were time for more.
static constexpr std::size_t most_records = 1000;

namespace {

/// Hands each record to the class that restores its kind.
class Restore {
public:
    Restore(sqlite::Database& database, Tables& tables)
        : messages_((RestoreMessages::make_tables(database), database), tables),
          presences_(database, tables),
          observations_(database, tables) {}

    void begin_file() {
        messages_.begin_file();
        presences_.begin_file();
        observations_.begin_file();
    }
    Outcome restore(const MessageRecord& record) { return messages_.restore(record); }
    Outcome restore(const PresenceRecord& record) { return presences_.restore(record); }
    Outcome restore(const ObservationRecord& record) { return observations_.restore(record); }
    void begin() {
        presences_.begin();
        observations_.begin();
    }
    void undo() {
        presences_.undo();
        observations_.undo();
    }

private:
    RestoreMessages messages_;
    RestorePresences presences_;
    RestoreObservations observations_;
};

}  // namespace

static sqlite::Database open(const std::filesystem::path& archive, Import::Mode mode) {
    if (mode == Import::Mode::rehearse) return open_for_rehearsal(archive);
    create_if_missing(archive);
    return open_as_guest(archive);
}

struct Import::Target {
    Target(const std::filesystem::path& archive, Mode mode)
        : guest(open(archive, mode)), restore(guest.database(), guest.tables()) {}

    Guest guest;
    Restore restore;
};

static bool is_imaginary(const std::filesystem::path& archive, Import::Mode mode) {
    return mode == Import::Mode::rehearse && !std::filesystem::exists(archive);
}

Import::Import(const std::filesystem::path& archive, Mode mode)
    : mode_(mode),
      target_(is_imaginary(archive, mode) ? nullptr : std::make_unique<Target>(archive, mode)) {}

Import::~Import() = default;

int Import::schema_version() { return schema().version(); }

void Import::begin_file() {
    if (target_) target_->restore.begin_file();
}

void Import::add(std::span<const Record> batch) {
    if (!target_) {
        for (const auto& record : batch) add(record);
        return;
    }
    while (!batch.empty()) batch = batch.subspan(add_first(batch));
}

std::size_t Import::add_first(std::span<const Record> batch) {
    const auto before = counts_;
    std::size_t added = 0;
    target_->restore.begin();
    try {
        target_->guest.transact([&](Guest::Clock::time_point deadline) {
            do {
                add(batch[added++]);
            } while (added < std::min(batch.size(), most_records) &&
                     Guest::Clock::now() < deadline);
            return mode_ == Mode::write ? SharedDatabase::End::commit
                                        : SharedDatabase::End::rollback;
        });
    } catch (...) {
        counts_ = before;
        target_->restore.undo();
        throw;
    }
    if (mode_ == Mode::rehearse) target_->restore.undo();
    return added;
}

void Import::add(const Record& record) {
    const auto restore = [this](const auto& value) {
        return target_ ? target_->restore.restore(value) : Outcome::added;
    };
    Outcome outcome = Outcome::known;
    if (const auto* message = std::get_if<MessageRecord>(&record)) {
        outcome = restore(*message);
        counts_.messages += outcome == Outcome::added ? 1 : 0;
    } else if (const auto* presence = std::get_if<PresenceRecord>(&record)) {
        outcome = restore(*presence);
        counts_.presences += outcome == Outcome::added ? 1 : 0;
    } else if (const auto* observation = std::get_if<ObservationRecord>(&record)) {
        outcome = restore(*observation);
        counts_.observations += outcome == Outcome::added ? 1 : 0;
    } else {
        ++counts_.skipped;
        return;
    }
    counts_.completed += outcome == Outcome::completed ? 1 : 0;
    counts_.known += outcome == Outcome::known ? 1 : 0;
}

}  // namespace boswell::archive
