// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/addresses.hpp"
#include "model/message.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>

namespace boswell::archive {

/// Table third_party: who takes part in conversations that are named after others.
class ThirdParties {
public:
    ThirdParties(sqlite::Database& database, Addresses& addresses);

    /// To be called when the message with that id is stored, and for each copy that may fill in its
    /// recipient.
    void see(std::int64_t id, const Message& message);

private:
    void see(std::int64_t id, const Message& message, const Jid& party);

    Addresses& addresses_;
    sqlite::Statement insert_;
};

}  // namespace boswell::archive
