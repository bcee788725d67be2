// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jid.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

namespace boswell::archive {

/// The JIDs and resourceparts for which the tables have numbers. Each is read once, since such rows
/// never change.
class Jids {
public:
    struct Conversation {
        Jid account;
        Jid with;
        bool is_room;
    };

    explicit Jids(const sqlite::Database& database);

    const Jid& account(std::int64_t id);
    const Jid& address(std::int64_t id);
    const Conversation& conversation(std::int64_t id);
    /// The address with its resourcepart, if it has one.
    const Jid& full(std::int64_t address_id, std::optional<std::int64_t> resource_id);
    const std::string& resource(std::int64_t id);

    std::optional<std::int64_t> find_account(const Jid& bare);
    std::optional<std::int64_t> find_address(const Jid& bare);
    std::optional<std::int64_t> find_resource(const std::string& name);

private:
    sqlite::Statement account_by_id_;
    sqlite::Statement address_by_id_;
    sqlite::Statement conversation_by_id_;
    sqlite::Statement resource_by_id_;
    sqlite::Statement account_by_jid_;
    sqlite::Statement address_by_jid_;
    sqlite::Statement resource_by_name_;
    std::unordered_map<std::int64_t, Jid> accounts_;
    std::unordered_map<std::int64_t, Jid> addresses_;
    std::unordered_map<std::int64_t, Conversation> conversations_;
    std::unordered_map<std::int64_t, std::string> resources_;
    std::unordered_map<std::int64_t, std::unordered_map<std::int64_t, Jid>> full_;
};

}  // namespace boswell::archive
