// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/accounts.hpp"
#include "archive/write/addresses.hpp"
#include "model/pep.hpp"

namespace boswell::archive {

/// Table device_key: which identity keys the devices of contacts have shown, and since when.
class DeviceKeys {
public:
    DeviceKeys(sqlite::Database& database, Accounts& accounts, Addresses& addresses);

    /// A key that was fetched. It takes the place of another key of the same device.
    void write(const DeviceKey& key);
    /// A list of devices: those that are not in it are announced no longer. Other events make no
    /// difference.
    void see(const PepEvent& event);

private:
    Accounts& accounts_;
    Addresses& addresses_;
    sqlite::Statement replace_;
    sqlite::Statement insert_;
    sqlite::Statement leave_;
    sqlite::Statement announce_;
};

}  // namespace boswell::archive
