// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/jids.hpp"

namespace boswell::archive {

Jids::Jids(const sqlite::Database& database)
    : account_by_id_(database, "SELECT jid FROM account WHERE id = ?1"),
      address_by_id_(database, "SELECT jid FROM address WHERE id = ?1"),
      conversation_by_id_(
          database,
          "SELECT account_id, with_id, type = 'groupchat' FROM conversation WHERE id = ?1"),
      resource_by_id_(database, "SELECT name FROM resource WHERE id = ?1"),
      account_by_jid_(database, "SELECT id FROM account WHERE jid = ?1"),
      address_by_jid_(database, "SELECT id FROM address WHERE jid = ?1"),
      resource_by_name_(database, "SELECT id FROM resource WHERE name = ?1") {}

static std::string text_of(sqlite::Statement& statement, std::int64_t id, const char* what) {
    auto use = statement.use(id);
    if (!use.next()) throw Error("the archive has no {} {}; run 'boswell verify'", what, id);
    return use.get<std::string>(0);
}

static std::optional<std::int64_t> id_of(sqlite::Statement& statement, const std::string& text) {
    auto use = statement.use(text);
    if (!use.next()) return std::nullopt;
    return use.get<std::int64_t>(0);
}

const Jid& Jids::account(std::int64_t id) {
    const auto found = accounts_.find(id);
    if (found != accounts_.end()) return found->second;
    return accounts_.emplace(id, Jid::of(text_of(account_by_id_, id, "account"))).first->second;
}

const Jid& Jids::address(std::int64_t id) {
    const auto found = addresses_.find(id);
    if (found != addresses_.end()) return found->second;
    return addresses_.emplace(id, Jid::of(text_of(address_by_id_, id, "address"))).first->second;
}

const std::string& Jids::resource(std::int64_t id) {
    const auto found = resources_.find(id);
    if (found != resources_.end()) return found->second;
    return resources_.emplace(id, text_of(resource_by_id_, id, "resource")).first->second;
}

const Jids::Conversation& Jids::conversation(std::int64_t id) {
    const auto found = conversations_.find(id);
    if (found != conversations_.end()) return found->second;
    auto use = conversation_by_id_.use(id);
    if (!use.next()) throw Error("the archive has no conversation {}; run 'boswell verify'", id);
    Conversation conversation{account(use.get<std::int64_t>(0)), address(use.get<std::int64_t>(1)),
                              use.get<bool>(2)};
    return conversations_.emplace(id, std::move(conversation)).first->second;
}

const Jid& Jids::full(std::int64_t address_id, std::optional<std::int64_t> resource_id) {
    if (!resource_id) return address(address_id);
    auto& of_address = full_[address_id];
    const auto found = of_address.find(*resource_id);
    if (found != of_address.end()) return found->second;
    auto full = address(address_id).with_resource(resource(*resource_id));
    return of_address.emplace(*resource_id, std::move(full)).first->second;
}

std::optional<std::int64_t> Jids::find_account(const Jid& bare) {
    return id_of(account_by_jid_, bare.str());
}
std::optional<std::int64_t> Jids::find_address(const Jid& bare) {
    return id_of(address_by_jid_, bare.str());
}
std::optional<std::int64_t> Jids::find_resource(const std::string& name) {
    return id_of(resource_by_name_, name);
}

}  // namespace boswell::archive
