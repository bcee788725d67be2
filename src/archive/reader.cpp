// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/reader.hpp"

#include "archive/read/connection.hpp"
#include "archive/schema.hpp"
#include "base/digest.hpp"

#include <algorithm>
#include <system_error>

namespace boswell::archive {

bool is_wanted(const Jid& jid, const std::vector<Jid>& list) {
    return list.empty() || std::find(list.begin(), list.end(), jid) != list.end();
}

/// More than any page of the viewer has.
static constexpr std::size_t most_kept_statements = 100;

static sqlite::Database open(const std::filesystem::path& path) {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) {
        if (error) throw Error("cannot read {}: {}", path.string(), error.message());
        throw Error(
            "no archive at {} yet; boswelld creates it once there is an account ('boswell accounts "
            "add alice@example.org'), or name another with --archive",
            path.string());
    }
    sqlite::Database database(path, sqlite::Access::read_only);
    require_current(database);
    database.execute("PRAGMA temp_store = MEMORY");  // what is sorted or checked stays off the disk
    database.keep_statements(most_kept_statements);
    return database;
}

Reader::Connection::Connection(const std::filesystem::path& path)
    : database(open(path)),
      time_limit(database),
      matchers(database),
      jids(database),
      unpacker(database) {}

Reader::Reader(const std::filesystem::path& path)
    : connection_(std::make_unique<Connection>(path)) {}

Reader::~Reader() = default;

void Reader::limit_time(std::optional<std::chrono::steady_clock::time_point> end) const {
    if (end)
        connection_->time_limit.set(*end);
    else
        connection_->time_limit.remove();
}

void Reader::read_at_once(const std::function<void()>& read) const {
    const ReadTransaction transaction(*connection_);
    read();
}

std::string Reader::archive_id() const {
    const auto key =
        connection_->database.text("SELECT hex(value) FROM property WHERE name = 'key'");
    const auto generation = connection_->database.text(
        "SELECT ifnull(max(hex(value)), '') FROM property WHERE name = 'generation'");
    return sha256_hex("archive " + key + generation).substr(0, 16);
}

int Reader::schema_version() const {
    return sqlite::schema_version(connection_->database, schema());
}

}  // namespace boswell::archive
