// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/alarm.hpp"

#include "base/printable.hpp"
#include "base/text.hpp"
#include "model/enum_names.hpp"

#include <fmt/core.h>

#include <array>
#include <utility>

namespace boswell::agent {

/// After so many outages within a day, the end of the next one is told when it has lasted.
static constexpr std::size_t frequent = 3;
static constexpr auto day = std::chrono::hours(24);
static constexpr auto lasting = std::chrono::hours(1);
/// Of a reason, which may have a server's words in it.
static constexpr std::size_t most_bytes = 500;

static constexpr EnumNames<AlarmCause, 7> causes{
    {"offline", "login", "setup", "server-archive", "locked", "unwritable", "damaged"}};
static constexpr EnumNames<AlarmNotice::State, 2> states{{"failed", "well"}};

/// What people are told of each cause, with an account and a time.
static constexpr std::array<std::string_view, 7> sentences{
    "{0} is not online since {1}",
    "the server refuses the login of {0}",
    "{0} cannot log in",
    "what is sent to {0} while boswelld is away",
    "another program has locked the archive since {1}",
    "the archive cannot be written to",
    "boswelld has ended"};

std::string_view to_string(AlarmCause cause) { return causes.of(cause); }
std::string_view to_string(AlarmNotice::State state) { return states.of(state); }

/// The words at the beginning keep an address from being taken for an option.
static std::string sentence(std::string_view begin, const std::string& what,
                            const std::string& why) {
    return printable(fmt::format("{}: {}{}{}", begin, what, why.empty() ? "" : ": ",
                                 utf8_prefix(why, most_bytes)));
}

static AlarmNotice failure(const std::optional<Jid>& account, AlarmCause cause,
                           const std::string& why, Time since) {
    const auto what = fmt::format(fmt::runtime(sentences.at(static_cast<std::size_t>(cause))),
                                  account ? account->str() : "", to_rfc3339(since));
    return {.account = account,
            .state = AlarmNotice::State::failed,
            .cause = cause,
            .reason = sentence("not archived", what, why),
            .since = since};
}

AlarmNotice notice_of_end(const std::string& why, Time since) {
    return failure({}, AlarmCause::damaged, why, since);
}

void Outage::fails(AlarmCause cause, std::string why, bool urgent, const Clock& clock) {
    if (!begun_) {
        begun_ = clock.steady();
        since_ = clock.wall();
    }
    cause_ = cause;
    why_ = std::move(why);
    urgent_ = urgent;
}

void Outage::is_well(const std::string& what, const Clock& clock) {
    begun_.reset();
    if (!told_.empty() && !well_) well_ = {clock.steady(), clock.wall(), what};
}

bool Outage::is_frequent(Clock::Instant now) const {
    return ends_.size() == frequent && now - ends_.front() < day;
}

void Outage::tell_end(Clock::Instant now, std::vector<AlarmNotice>& notices) {
    if (begun_ || !well_) return;
    const bool has_to_last = relapses_ > 0 || is_frequent(now);
    if (has_to_last && now - well_->begun < lasting) return;
    auto what = well_->what;
    if (relapses_ > 0) what += fmt::format(" (it had failed again, times: {})", relapses_);
    notices.push_back({.account = account_,
                       .state = AlarmNotice::State::well,
                       .cause = cause_,
                       .reason = sentence("archived again", what, ""),
                       .since = well_->since});
    if (ends_.size() == frequent) ends_.pop_front();
    ends_.push_back(now);
    told_.clear();
    well_.reset();
    relapses_ = 0;
}

void Outage::tell(Clock::Instant now, milliseconds after, std::vector<AlarmNotice>& notices) {
    if (!begun_ || !(urgent_ || now - *begun_ >= after)) return;
    if (std::exchange(well_, std::nullopt)) ++relapses_;
    if (!told_.insert(cause_).second) return;
    notices.push_back(failure(account_, cause_, why_, since_));
    if (is_frequent(now))
        notices.back().reason +=
            "; it happens often, so its end is told when it has lasted an hour";
}

void Alarm::take(Event event) {
    see(event);
    next_.take(std::move(event));
}

void Alarm::watch(const Jid& account, bool failed_before) {
    accounts_.try_emplace(account, Account{.connection = Outage(account),
                                           .server_archive = Outage(account),
                                           .failed_before = failed_before});
}

void Alarm::forget(const Jid& account) { accounts_.erase(account); }

void Alarm::see(const Event& event) {
    const auto of = [this](const Jid& account) {
        const auto found = accounts_.find(account);
        return found == accounts_.end() ? nullptr : &found->second;
    };
    if (const auto* change = std::get_if<ConnectionChanged>(&event)) {
        if (auto* account = of(change->account)) see(*account, *change);
    } else if (const auto* refused = std::get_if<LoginRefused>(&event)) {
        if (auto* account = of(refused->account)) account->was_refused = true;
    } else if (const auto* told = std::get_if<ArchivePreferencesTold>(&event)) {
        if (auto* account = of(told->account)) see(*account, *told);
    }
}

void Alarm::see(Account& account, const ConnectionChanged& change) {
    const bool refused = std::exchange(account.was_refused, false);
    auto& connection = account.connection;
    switch (change.state) {
        case ConnectionState::online:
            account.failed_before = false;
            connection.is_well(change.account.str() + " is online", clock_);
            break;
        case ConnectionState::connecting:  // says nothing new of an outage that is known
            if (!connection.is_failing())
                connection.fails(AlarmCause::offline, change.error, false, clock_);
            break;
        case ConnectionState::offline:
            connection.fails(AlarmCause::offline, change.error, false, clock_);
            break;
        case ConnectionState::failed:
            // Before any attempt it fails because an earlier process was refused too often.
            const bool recalled = !refused && !account.has_begun;
            connection.fails(refused || recalled ? AlarmCause::login : AlarmCause::setup,
                             change.error, !recalled && !account.failed_before, clock_);
            break;
    }
    account.has_begun = account.has_begun || change.state == ConnectionState::connecting;
}

void Alarm::see(Account& account, const ArchivePreferencesTold& told) {
    if (!told.preferences || !told.preferences->usual) return;  // unknown is neither
    const auto text = "the server's archive " + describe(*told.preferences);
    auto& outage = account.server_archive;
    if (*told.preferences->usual == ArchiveDefault::never)
        outage.fails(AlarmCause::server_archive, text, false, clock_);
    else
        outage.is_well(told.account.str() + ", " + text, clock_);
}

void Alarm::archive_fails(AlarmCause cause, const std::string& why) {
    archive_.fails(cause, why, cause != AlarmCause::locked, clock_);
}

void Alarm::archive_works() { archive_.is_well("the archive can be written to", clock_); }

std::vector<AlarmNotice> Alarm::due(milliseconds after) {
    std::vector<AlarmNotice> notices;
    const auto now = clock_.steady();
    std::vector<Outage*> outages{&archive_};
    for (auto& [jid, account] : accounts_) {
        outages.push_back(&account.connection);
        outages.push_back(&account.server_archive);
    }
    for (auto* outage : outages) outage->tell_end(now, notices);
    for (auto* outage : outages) outage->tell(now, after, notices);
    return notices;
}

}  // namespace boswell::agent
