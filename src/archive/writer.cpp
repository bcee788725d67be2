// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/writer.hpp"

#include "archive/create.hpp"
#include "archive/omemo_device.hpp"
#include "archive/open.hpp"
#include "archive/write/shared_database.hpp"

#include <chrono>
#include <exception>
#include <system_error>

namespace boswell::archive {

/// How long to wait for another writer's commit. After that the agent, which has but one thread,
/// goes on with its connections and tries again later.
static constexpr std::chrono::milliseconds patience{50};

static std::unique_ptr<SharedDatabase> open(const std::filesystem::path& path, Lock& lock,
                                            Start start) {
    auto connection = std::make_unique<SharedDatabase>(open_with_lock(path, lock, start));
    connection->database().wait_at_most(patience);
    return connection;
}

/// True if the last one who used the archive has not closed it.
static bool has_log(const std::filesystem::path& path) {
    std::error_code missing;
    const auto real = std::filesystem::canonical(path, missing);
    if (missing) return false;
    const auto size = std::filesystem::file_size(real.string() + "-wal", missing);
    return !missing && size > 0;
}

Writer::Writer(const std::filesystem::path& path)
    : path_((make_folders(path), path)),
      lock_(path),
      left_open_(has_log(path)),
      database_(open(path, lock_, Start::first)) {}

Writer::~Writer() = default;

/// Opens the archive after an I/O error. Any failure to open it may pass, as the I/O error may, so
/// it counts as Unavailable.
static std::unique_ptr<SharedDatabase> open_again(const std::filesystem::path& path, Lock& lock) {
    try {
        return open(path, lock, Start::again);
    } catch (const Unavailable&) {
        throw;
    } catch (const Damaged&) {
        throw;
    } catch (const Error&) {
        std::throw_with_nested(Unavailable("cannot open {} again", path.string()));
    }
}

void Writer::transact(const std::function<void(SharedDatabase& database)>& work) {
    if (!database_) database_ = open_again(path_, lock_);
    try {
        database_->transact([&] { work(*database_); });
    } catch (const sqlite::IoFailed&) {
        database_.reset();
        throw;
    }
}

void Writer::write(std::span<const Event> batch) {
    if (batch.empty()) return;
    transact([&](SharedDatabase& database) {
        for (const auto& event : batch) database.tables().write(event);
    });
}

void Writer::use_omemo(const Jid& account, const std::function<void(OmemoDevice& device)>& work) {
    transact([&](SharedDatabase& database) {
        OmemoDevice device(database.database(), database.tables(), account);
        work(device);
    });
}

}  // namespace boswell::archive
