// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/interner.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boswell::archive {

/// A row of presence_content. The views need live no longer than the call that gets them.
struct PresenceContent {
    std::optional<std::string_view> type;
    std::optional<std::string_view> show;
    std::optional<std::string_view> status;
    std::optional<std::int64_t> priority;
    std::string_view cause;
    std::optional<std::int64_t> stamp;  ///< milliseconds
    std::optional<std::int64_t> caps_id;
    std::optional<std::string_view> avatar_hash;
    std::optional<std::int64_t> room_occupant_id;
    std::optional<std::string_view> nick;
};

/// Table presence_content: what presences say, each combination stored once.
class PresenceContents {
public:
    explicit PresenceContents(sqlite::Database& database);

    std::int64_t id_of(const PresenceContent& content);
    void forget() noexcept { cache_.forget(); }

private:
    std::int32_t hash() const;
    std::int64_t find_or_insert(const PresenceContent& content);

    sqlite::Database& database_;
    std::string key_;     ///< of the archive
    std::string buffer_;  ///< the content in one text
    sqlite::Statement find_;
    sqlite::Statement insert_;
    IdCache cache_;
};

}  // namespace boswell::archive
