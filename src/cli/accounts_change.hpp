// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.hpp"
#include "cli/arguments.hpp"
#include "model/jid.hpp"

#include <optional>

namespace boswell::cli {

/// Puts an account into the configuration, with a password that is asked for or, with --oauth2, the
/// token that a consent gives, after boswelld has logged in with it. Asks whether an account that
/// is there gets another password. If the login fails nothing is written, and the exit status is
/// that of boswelld.
ExitStatus add_account(const Arguments& arguments, const Jid& jid);

/// Takes an account out of the configuration; what is archived of it stays.
ExitStatus remove_account(const Arguments& arguments, const Jid& jid);

/// Has boswelld log in as this account, or as all, and tell what the servers offer. The exit status
/// is that of the first that fails.
ExitStatus test_accounts(const Arguments& arguments, const std::optional<Jid>& jid);

}  // namespace boswell::cli
