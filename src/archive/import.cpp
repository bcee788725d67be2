// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/import.hpp"

#include "archive/lock.hpp"
#include "archive/open.hpp"
#include "archive/restore/messages.hpp"
#include "archive/restore/presences.hpp"
#include "archive/schema.hpp"
#include "sqlite/transaction.hpp"

#include <exception>
#include <optional>
#include <variant>

namespace boswell::archive {

namespace {

/// The aggregates that records go into.
class Tables {
public:
    explicit Tables(sqlite::Database& database)
        : accounts_(database),
          addresses_(database),
          messages_(database, accounts_, addresses_),
          presences_(database, accounts_, addresses_) {}

    void begin() { accounts_.disconnect_all(); }
    void begin_file() {
        messages_.begin_file();
        presences_.begin_file();
    }
    Outcome restore(const MessageRecord& record) { return messages_.restore(record); }
    Outcome restore(const PresenceRecord& record) { return presences_.restore(record); }
    void flush() { messages_.flush(); }
    void forget() noexcept {
        accounts_.forget();
        addresses_.forget();
        messages_.forget();
        presences_.forget();
    }

private:
    Accounts accounts_;
    Addresses addresses_;
    RestoreMessages messages_;
    RestorePresences presences_;
};

}  // namespace

static Lock lock_of(const std::filesystem::path& archive) try {
    make_folders(archive);
    return Lock(archive);
} catch (const Error&) {
    if (!is_locked(archive)) throw;
    std::throw_with_nested(Error("an import needs the archive for itself; stop boswelld first"));
}

static sqlite::Database open(const std::filesystem::path& archive, Import::Mode mode) {
    if (mode == Import::Mode::write) return open_for_writing(archive);
    sqlite::Database database(archive, sqlite::Access::read_write);
    sqlite::require_current(database, schema());
    database.prepare_for_writing();
    return database;
}

struct Import::Parts {
    Parts(const std::filesystem::path& archive, Mode mode)
        : lock(lock_of(archive)), database(open(archive, mode)) {
        RestoreMessages::make_tables(database);
        sqlite::Transaction transaction(database, sqlite::Transaction::Kind::write);
        tables.emplace(database);
        if (mode == Mode::rehearse) return;
        tables->begin();
        transaction.commit();
    }

    Lock lock;
    sqlite::Database database;
    std::optional<Tables> tables;
};

static bool is_imaginary(const std::filesystem::path& archive, Import::Mode mode) {
    return mode == Import::Mode::rehearse && !std::filesystem::exists(archive);
}

Import::Import(const std::filesystem::path& archive, Mode mode)
    : mode_(mode),
      parts_(is_imaginary(archive, mode) ? nullptr : std::make_unique<Parts>(archive, mode)) {}

Import::~Import() = default;

int Import::schema_version() { return schema().version(); }

void Import::begin_file() {
    if (parts_) parts_->tables->begin_file();
}

void Import::add(std::span<const Record> batch) {
    if (!parts_) {
        for (const auto& record : batch) add(record);
        return;
    }
    auto& tables = *parts_->tables;
    const auto before = counts_;
    try {
        sqlite::Transaction transaction(parts_->database, sqlite::Transaction::Kind::write);
        for (const auto& record : batch) add(record);
        tables.flush();
        if (mode_ == Mode::write) transaction.commit();
    } catch (...) {
        counts_ = before;
        tables.forget();  // ids of rows that are no more
        throw;
    }
    if (mode_ == Mode::rehearse) tables.forget();
}

void Import::add(const Record& record) {
    const auto restore = [this](const auto& value) {
        return parts_ ? parts_->tables->restore(value) : Outcome::added;
    };
    Outcome outcome = Outcome::known;
    if (const auto* message = std::get_if<MessageRecord>(&record)) {
        outcome = restore(*message);
        counts_.messages += outcome == Outcome::added ? 1 : 0;
    } else if (const auto* presence = std::get_if<PresenceRecord>(&record)) {
        outcome = restore(*presence);
        counts_.presences += outcome == Outcome::added ? 1 : 0;
    } else {
        ++counts_.skipped;
        return;
    }
    counts_.completed += outcome == Outcome::completed ? 1 : 0;
    counts_.known += outcome == Outcome::known ? 1 : 0;
}

}  // namespace boswell::archive
