// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/accounts.hpp"
#include "model/event.hpp"

namespace boswell::archive {

/// Table login_refusal: when servers refused a login, for a day and until one succeeds.
class LoginRefusals {
public:
    LoginRefusals(sqlite::Database& database, Accounts& accounts);

    void write(const LoginRefused& refusal);
    /// Forgets those of an account that has come online.
    void see(const ConnectionChanged& change);

private:
    Accounts& accounts_;
    sqlite::Statement forget_older_;
    sqlite::Statement insert_;
    sqlite::Statement forget_all_;
};

}  // namespace boswell::archive
