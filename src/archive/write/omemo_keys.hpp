// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/addresses.hpp"
#include "base/time.hpp"
#include "model/omemo.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace boswell::archive {

/// Tables omemo_device, omemo_pre_key, omemo_signed_pre_key and omemo_session of one account.
class OmemoKeys : public OmemoStore {
public:
    OmemoKeys(sqlite::Database& database, Addresses& addresses, std::int64_t account);

    /// When the device was made; nullopt if the account is none.
    std::optional<Time> created_at();
    void create(const OmemoIdentity& identity, Time now);

    std::vector<OmemoKey> unused_pre_keys();
    /// The id that the next new one may have.
    std::uint32_t next_pre_key();
    void add_pre_keys(std::span<const OmemoKey> keys);
    /// Those that sessions have begun with. True if there were any.
    bool remove_used_pre_keys();

    struct SignedPreKey {
        OmemoKey key;
        Time created_at;
    };
    /// The latest; nullopt if there is none.
    std::optional<SignedPreKey> signed_pre_key();
    void add_signed_pre_key(const OmemoKey& key, Time now);
    /// But never the latest.
    void remove_signed_pre_keys_of_before(Time time);

    /// When the other side of a session was last told that we are there.
    std::optional<Time> answered_at(const OmemoAddress& with);
    void set_answered(const OmemoAddress& with, Time now);

    /// When this side last began a session anew.
    std::optional<Time> renewed_at(const OmemoAddress& with);
    void set_renewed(const OmemoAddress& with, Time now);

    /// A backup becomes the archive: what its sessions hold is older than what the other sides
    /// have. Marks those of all accounts.
    static void mark_as_restored(sqlite::Database& database);
    /// The other sides of sessions that are marked, until set_renewed().
    std::vector<OmemoAddress> restored_sessions();

    // OmemoStore
    OmemoIdentity identity() override;
    std::optional<std::string> pre_key(std::uint32_t id) override;
    std::optional<std::string> signed_pre_key(std::uint32_t id) override;
    std::optional<std::string> session(const OmemoAddress& with) override;
    void set_session(const OmemoAddress& with, const std::string& record) override;
    void use_pre_key(std::uint32_t id) override;

private:
    sqlite::Use find(const OmemoAddress& with);

    sqlite::Database& database_;
    Addresses& addresses_;
    std::int64_t account_;
    sqlite::Statement device_;
    sqlite::Statement pre_key_;
    sqlite::Statement signed_pre_key_;
    sqlite::Statement session_;
    sqlite::Statement set_session_;
};

}  // namespace boswell::archive
