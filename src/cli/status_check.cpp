// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/status_check.hpp"

#include "base/printable.hpp"
#include "cli/configuration.hpp"
#include "cli/context.hpp"
#include "cli/length.hpp"
#include "formats/json_record.hpp"
#include "model/sign_of_life.hpp"
#include "view/times.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace boswell::cli {

static std::string reason_of(const AccountRecord& account) {
    if (!account.last_error.empty()) return printable(account.last_error);
    if (account.state == ConnectionState::online) return "boswelld has stopped or hangs";
    return "boswelld is not connected, or not running";
}

std::optional<std::string> complaint_about(const AccountRecord& account, Time now,
                                           milliseconds after, const TimeZone& zone) {
    const auto name = printable(account.jid.str());
    if (!account.last_proof)
        return fmt::format("{}: was never connected: {}", name, reason_of(account));
    const auto age = now - *account.last_proof;
    const auto time = view::exact_time(*account.last_proof, zone);
    if (age > after)
        return fmt::format("{}: not archived since {} ({} ago): {}", name, time,
                           view::duration(age), reason_of(account));
    if (age < -after)
        return fmt::format(
            "{}: not known to be archived: its last sign of life, {}, is in the "
            "future; a clock was wrong",
            name, time);
    return std::nullopt;
}

/// An account of an import has never been one of an agent.
static bool is_of_agent(const AccountRecord& account) {
    return account.since || account.last_proof;
}

static std::vector<AccountRecord> accounts_to_check(const Context& context) {
    auto known = context.archive->accounts();
    const auto named = read_configuration(context.arguments).accounts;
    if (named.empty()) {
        std::erase_if(known, [](const auto& account) { return !is_of_agent(account); });
        return known;
    }
    std::vector<AccountRecord> accounts;
    for (const auto& jid : named) {
        const auto found = std::ranges::find(known, jid, &AccountRecord::jid);
        accounts.push_back(found == known.end() ? AccountRecord{.jid = jid} : *found);
    }
    return accounts;
}

ExitStatus check_status(Context& context) {
    const auto after = length_of(context.arguments, "after", "15m");
    if (after <= proof_lifetime)
        throw UsageError(
            "--after must be at least 2m: a connection that lives is heard of less often");
    const auto accounts = accounts_to_check(context);
    if (accounts.empty()) {
        complain("no account is archived; run boswelld with an [[account]] in its configuration");
        return ExitStatus::check_failed;
    }
    bool failed = false;
    for (const auto& account : accounts) {
        const auto complaint =
            complaint_about(account, context.clock.now, after, context.clock.zone);
        if (!complaint) continue;
        failed = true;
        context.out.print("{}\n", context.json() ? formats::to_json(account) : *complaint);
    }
    return failed ? ExitStatus::check_failed : ExitStatus::done;
}

}  // namespace boswell::cli
