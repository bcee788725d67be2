// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/clock.hpp"
#include "base/time.hpp"
#include "model/event.hpp"
#include "model/jid.hpp"

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace boswell::agent {

/// Why something is not archived. Of one outage each cause is told once.
enum class AlarmCause {
    offline,         ///< the account is not online
    login,           ///< the server refuses the login
    setup,           ///< a person has to act before a login: certificate, mechanisms, a file
    server_archive,  ///< the server's archive was told to keep nothing (XEP-0441)
    locked,          ///< another program has locked the archive
    unwritable,      ///< disk full, or an I/O error
    damaged          ///< the archive cannot be used, and the agent ends
};
std::string_view to_string(AlarmCause cause);

/// What somebody is told.
struct AlarmNotice {
    enum class State { failed, well };
    std::optional<Jid> account;  ///< none: the archive itself, so all accounts
    State state = State::failed;
    AlarmCause cause = AlarmCause::offline;
    std::string reason;  ///< one printable line, at most a few kilobytes
    Time since;          ///< when the agent noticed that the state began
};
std::string_view to_string(AlarmNotice::State state);

/// A notice that the agent ends because the archive cannot be used.
AlarmNotice notice_of_end(const std::string& why, Time since);

/// One outage after another of the same thing.
///
/// What fails and recovers again and again is told of three times within 24 hours. From then on it
/// has to be well for an hour before that is told, and what fails sooner goes on with the outage
/// that was told. So nobody who was told that all is well is left in that belief wrongly.
class Outage {
public:
    explicit Outage(std::optional<Jid> account = {}) : account_(std::move(account)) {}

    /// It is failing, or still is. `urgent`: to be told at once.
    void fails(AlarmCause cause, std::string why, bool urgent, const Clock& clock);
    /// It is well, or still is. `what` says so to people.
    void is_well(const std::string& what, const Clock& clock);
    bool is_failing() const { return begun_.has_value(); }
    /// Adds that all is well, if somebody was told of the outage and this is the time to tell it.
    void tell_end(Clock::Instant now, std::vector<AlarmNotice>& notices);
    /// Adds what fails and is to be told by now, if it was not told before in this outage.
    void tell(Clock::Instant now, milliseconds after, std::vector<AlarmNotice>& notices);

private:
    struct Well {
        Clock::Instant begun;
        Time since;
        std::string what;
    };
    bool is_frequent(Clock::Instant now) const;

    std::optional<Jid> account_;
    std::optional<Clock::Instant> begun_;
    Time since_;
    AlarmCause cause_{};
    std::string why_;
    bool urgent_ = false;
    std::set<AlarmCause> told_;        // in this outage
    std::optional<Well> well_;         // that is not told yet; what fails for a moment leaves it
    int relapses_ = 0;                 // in this outage
    std::deque<Clock::Instant> ends_;  // that were told, the last ones
};

/// Decides when somebody has to be told that an account, or the whole archive, is not archived, and
/// when it is again. Sees all events on their way to the recorder. Knows nothing of what an earlier
/// process has told.
class Alarm : public EventSink {
public:
    /// Both outlive this.
    Alarm(EventSink& next, const Clock& clock) : next_(next), clock_(clock) {}

    /// Looks at the event and passes it on.
    void take(Event event) override;

    /// The account begins, or goes on. Events of others are only passed on. `failed_before`: an
    /// earlier process left it failed, so a failure is no news until it was online once.
    void watch(const Jid& account, bool failed_before);
    /// Nothing more is told of the account.
    void forget(const Jid& account);

    /// The archive cannot take anything: `cause` is `locked` or `unwritable`.
    void archive_fails(AlarmCause cause, const std::string& why);
    void archive_works();

    /// What is to be told now, good news first; each notice is returned once. What is not urgent is
    /// told when it has lasted for `after`.
    std::vector<AlarmNotice> due(milliseconds after);

private:
    struct Account {
        Outage connection;
        Outage server_archive;
        bool failed_before;
        bool has_begun = false;    // a login was tried
        bool was_refused = false;  // since the last change of the connection
    };
    void see(const Event& event);
    void see(Account& account, const ConnectionChanged& change);
    void see(Account& account, const ArchivePreferencesTold& told);

    EventSink& next_;
    const Clock& clock_;
    std::map<Jid, Account> accounts_;
    Outage archive_;
};

}  // namespace boswell::agent
