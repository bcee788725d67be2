// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.hpp"
#include "model/jid.hpp"

#include <chrono>
#include <cstddef>
#include <string>

/// What an account says in the log about its logins. Each line begins with the account's JID.
namespace boswell::agent::account_log {

/// How many addresses its server has.
void resolved(const Jid& account, std::size_t addresses);
/// RFC 6120, 4.9.3.19.
void redirected(const Jid& account, const std::string& host);
/// It is online, or its stream had a hole and is watched anew.
void online(const ConnectionChanged& change);

/// With a limit to the attempts only the last one has to be told of, so the others are no warning.
void tries_again(const Jid& account, const std::string& reason, std::chrono::milliseconds delay,
                 int most_attempts);
/// It was refused so often that it is tried rarely from now on.
void rests(const Jid& account, const std::string& reason);
/// The same, known from earlier runs.
void waits(const Jid& account, const std::string& reason, std::chrono::milliseconds delay);
void given_up(const Jid& account, const std::string& reason);

}  // namespace boswell::agent::account_log
