// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/statement.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace boswell::archive {

/// Remembers the ids of rows by their key. Bounded: when it is full it begins anew, and long keys
/// are not remembered, because a peer may make up as many as it likes.
///
/// After a rollback it must forget everything: it may hold ids of rows that no longer exist.
class IdCache {
public:
    /// 0 if unknown.
    std::int64_t find(std::string_view key) const;
    void add(std::string_view key, std::int64_t id);
    void forget() noexcept { ids_.clear(); }

private:
    static constexpr std::size_t capacity = 20000;
    static constexpr std::size_t longest_key = 512;

    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    std::unordered_map<std::string, std::int64_t, Hash, std::equal_to<>> ids_;
};

/// Gives each text one id, in a table made for that.
class Interner {
public:
    struct Sql {
        std::string_view find;    ///< id by text
        std::string_view insert;  ///< a text
    };
    Interner(sqlite::Database& database, const Sql& sql);

    std::int64_t id_of(std::string_view text);
    void forget() noexcept { cache_.forget(); }

private:
    sqlite::Database& database_;
    sqlite::Statement find_;
    sqlite::Statement insert_;
    IdCache cache_;
};

}  // namespace boswell::archive
