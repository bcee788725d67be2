// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <malloc.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>

/// Only a sanitizer has it, whose heap mallinfo2() knows nothing of.
extern "C" __attribute__((weak)) std::size_t __sanitizer_get_current_allocated_bytes();

namespace boswell::test {

/// While this lives, SQLite counts its memory. There must be no connection when it begins or ends.
class CountedSqlite {
public:
    CountedSqlite() { configure(1); }
    ~CountedSqlite() { configure(0); }  // as sqlite::Database has it
    CountedSqlite(const CountedSqlite&) = delete;
    CountedSqlite& operator=(const CountedSqlite&) = delete;

private:
    static void configure(int counts) {
        sqlite3_shutdown();
        sqlite3_config(SQLITE_CONFIG_MEMSTATUS, counts);
        sqlite3_initialize();
    }
};

/// What this process holds at one moment.
struct Footprint {
    static Footprint now() {
        const auto sqlite = static_cast<std::size_t>(sqlite3_memory_used());
        Footprint found;
        found.heap = allocated() - sqlite;
        found.sqlite = sqlite;
        std::size_t pages = 0;
        std::ifstream("/proc/self/statm") >> pages >> pages;
        found.resident = pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
        found.descriptors = entries("/proc/self/fd");
        found.threads = entries("/proc/self/task");
        return found;
    }

    std::size_t heap = 0;      ///< bytes that are allocated, without those of SQLite
    std::size_t sqlite = 0;    ///< bytes; most of them are page caches, which have a limit
    std::size_t resident = 0;  ///< bytes of RAM
    std::size_t descriptors = 0;
    std::size_t threads = 0;

private:
    static std::size_t allocated() {
        if (&__sanitizer_get_current_allocated_bytes != nullptr)
            return __sanitizer_get_current_allocated_bytes();
        const auto info = ::mallinfo2();
        return info.uordblks + info.hblkhd;
    }
    static std::size_t entries(const char* folder) {
        using Iterator = std::filesystem::directory_iterator;
        return static_cast<std::size_t>(std::distance(Iterator(folder), Iterator()));
    }
};

}  // namespace boswell::test
