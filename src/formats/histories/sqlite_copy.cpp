// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/histories/sqlite_copy.hpp"

#include "base/error.hpp"

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <vector>

namespace boswell::formats {

namespace fs = std::filesystem;

static constexpr int most_attempts = 3;
// The index of a log (-shm) is made anew from the log.
static constexpr std::array companions = {"", "-wal", "-journal"};

namespace {

/// A folder for its owner only, gone at the end of the scope.
class PrivateFolder {
public:
    PrivateFolder() {
        const char* const chosen = std::getenv("TMPDIR");
        auto name =
            fs::path(chosen != nullptr && *chosen != '\0' ? chosen : "/var/tmp") / "boswell-XXXXXX";
        auto text = name.string();
        if (::mkdtemp(text.data()) == nullptr)
            throw Error("cannot make a temporary folder {}: {}", name.string(), errno_text());
        path_ = text;
    }
    ~PrivateFolder() {
        std::error_code error;
        fs::remove_all(path_, error);
    }
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;

    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

/// How a database and its log look from outside: it changes when somebody writes.
struct Look {
    std::vector<std::uintmax_t> sizes;
    std::vector<fs::file_time_type> times;
    friend bool operator==(const Look&, const Look&) = default;
};

}  // namespace

static Look look_at(const fs::path& file) {
    Look look;
    for (const auto* companion : companions) {
        std::error_code error;
        const auto size = fs::file_size(file.string() + companion, error);
        look.sizes.push_back(error ? 0 : size);
        const auto time = fs::last_write_time(file.string() + companion, error);
        look.times.push_back(error ? fs::file_time_type() : time);
    }
    return look;
}

static void copy(const fs::path& file, const fs::path& target, const std::string& name) {
    for (const auto* companion : companions) {
        const fs::path source = file.string() + companion;
        std::error_code error;
        if (*companion != '\0' && !fs::is_regular_file(source, error)) continue;
        fs::copy_file(source, target.string() + companion, fs::copy_options::overwrite_existing,
                      error);
        if (error)
            throw Error("cannot copy {}{} to {}: {}", name, companion, target.string(),
                        error.message());
        fs::permissions(target.string() + companion, fs::perms::owner_read | fs::perms::owner_write,
                        error);
    }
}

sqlite::Database private_copy(const fs::path& file, const std::string& name) {
    const PrivateFolder folder;
    const auto target = folder.path() / "history.db";
    for (int attempt = 0;; ++attempt) {
        const auto before = look_at(file);
        copy(file, target, name);
        if (look_at(file) == before) break;
        if (attempt + 1 == most_attempts)
            throw Error("{} is being written to; close the program that it belongs to", name);
    }
    try {
        // Rolling back what a program that crashed had begun is a write.
        sqlite::Database database(target, sqlite::Access::read_write);
        database.execute("PRAGMA query_only = ON");
        return database;
    } catch (const Error&) {
        std::throw_with_nested(Error("{} cannot be read", name));
    }
}

}  // namespace boswell::formats
