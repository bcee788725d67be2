// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/writer.hpp"

#include "archive/open.hpp"
#include "archive/write/shared_database.hpp"

#include <chrono>
#include <exception>

namespace boswell::archive {

/// How long to wait for another writer's commit. After that the agent, which has but one thread,
/// goes on with its connections and tries again later.
static constexpr std::chrono::milliseconds patience{50};

static std::unique_ptr<SharedDatabase> open(const std::filesystem::path& path, Start start) {
    auto connection = std::make_unique<SharedDatabase>(open_with_lock(path, start));
    connection->database().wait_at_most(patience);
    return connection;
}

Writer::Writer(const std::filesystem::path& path)
    : path_((make_folders(path), path)), lock_(path), database_(open(path, Start::first)) {}

Writer::~Writer() = default;

/// Opens the archive after an I/O error. Any failure to open it may pass, as the I/O error may, so
/// it counts as Unavailable.
static std::unique_ptr<SharedDatabase> open_again(const std::filesystem::path& path) {
    try {
        return open(path, Start::again);
    } catch (const Unavailable&) {
        throw;
    } catch (const Damaged&) {
        throw;
    } catch (const Error&) {
        std::throw_with_nested(Unavailable("cannot open {} again", path.string()));
    }
}

void Writer::write(std::span<const Event> batch) {
    if (batch.empty()) return;
    if (!database_) database_ = open_again(path_);
    try {
        database_->transact([&] {
            for (const auto& event : batch) database_->tables().write(event);
            return SharedDatabase::End::commit;
        });
    } catch (const sqlite::IoFailed&) {
        database_.reset();
        throw;
    }
}

}  // namespace boswell::archive
