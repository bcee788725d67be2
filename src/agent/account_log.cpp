// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/account_log.hpp"

#include "base/log.hpp"

namespace boswell::agent::account_log {

static constexpr log::Domain domain{"account"};

void resolved(const Jid& account, std::size_t addresses) {
    log::info(domain, "{}: {} address{} to try", account.str(), addresses,
              addresses == 1 ? "" : "es");
}

void redirected(const Jid& account, const std::string& host) {
    log::info(domain, "{}: the server sends us to {}", account.str(), host);
}

void online(const ConnectionChanged& change) {
    if (change.error.empty())
        log::notice(domain, "{}: {}, {}, {}", change.account.str(), to_string(change.state),
                    change.tls, change.sasl);
    else
        log::notice(domain, "{}: {}; the time since {} does not count as watched",
                    change.account.str(), change.error, to_rfc3339(change.last_proof));
}

void tries_again(const Jid& account, const std::string& reason, std::chrono::milliseconds delay,
                 int most_attempts) {
    log::format(most_attempts > 0 ? log::Level::notice : log::Level::warning, domain,
                "{}: {}; next attempt in {:.0f} s", account.str(), reason,
                static_cast<double>(delay.count()) / 1000);
}

void rests(const Jid& account, const std::string& reason) {
    log::error(domain,
               "{}: {}; from now on it is tried once an hour, or at once when the configuration is "
               "read again (SIGHUP)",
               account.str(), reason);
}

void waits(const Jid& account, const std::string& reason, std::chrono::milliseconds delay) {
    log::error(domain,
               "{}: {}; next attempt in {} min, or at once when the configuration is read again "
               "(SIGHUP)",
               account.str(), reason, std::chrono::ceil<std::chrono::minutes>(delay).count());
}

void given_up(const Jid& account, const std::string& reason) {
    log::error(domain, "{}: {}; given up for this time", account.str(), reason);
}

}  // namespace boswell::agent::account_log
