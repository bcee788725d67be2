// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/config.hpp"
#include "agent/environment.hpp"
#include "agent/login_secret.hpp"
#include "agent/omemo_work.hpp"
#include "agent/redirect.hpp"
#include "agent/retries.hpp"
#include "agent/room_passwords.hpp"
#include "agent/tls_contexts.hpp"
#include "agent/worker.hpp"
#include "archive/reader.hpp"
#include "model/event.hpp"
#include "xmpp/abstract_session.hpp"
#include "xmpp/fetch_schedules.hpp"

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace boswell::agent {

/// Keeps one JID connected, whatever its configuration: resolves, connects, logs in, reads; and
/// begins again after longer and longer waits when the connection is lost. A login that is refused
/// is tried ever more rarely, see Retries. Lives in the loop; must outlive its run(), but not the
/// loop.
class Account : private EventSink {
public:
    /// What all accounts of an agent share.
    struct Shared {
        asio::io_context& loop;
        TlsContexts& tls;
        const archive::Reader& archive;  ///< says where the next login goes on
        EventSink& sink;
        OmemoDevices& omemo;
        const Environment& environment;
        /// After so many failed attempts in a row the account gives up; 0: never.
        int most_attempts = 0;
    };
    Account(AccountConfig config, const Shared& shared);

    /// Returns after stop(), or when the account has given up; it may then be run again. Throws
    /// archive::Damaged and nothing else: every other failure concerns this account alone.
    asio::awaitable<void> run();

    /// Goes on with another configuration of the same JID, even if stop() was called before. If the
    /// server knows anything that has changed, the session is closed in an orderly way, and the
    /// next login follows at once and resumes nothing. If the last login was refused, the next one
    /// follows at once, whatever has changed; likewise if a room with a password does not let us
    /// in. An account that has ended must be run again. Even if the configuration is the same, the
    /// next login reads the files for TLS anew.
    void reconfigure(AccountConfig config);
    void stop();
    void pause();
    void resume();
    /// To be called when all events that the sink has taken are on disk.
    void committed();

    const AccountConfig& config() const { return config_; }
    ConnectionState state() const { return state_; }
    /// Why the account is not online, as far as known.
    const std::string& error() const { return error_; }
    /// stop() was called.
    bool stopping() const { return stopping_; }
    /// run() has returned.
    bool ended() const { return ended_; }
    bool was_online() const { return was_online_; }
    /// The last of the attempts that are allowed has failed.
    bool gave_up() const { return gave_up_; }
    /// Logged in, all answers are in, and the server has been silent for `silence`.
    bool caught_up(milliseconds silence) const;

private:
    using Reached = Retries::Reached;

    /// What a session logs in and enters rooms with; it is wiped here once it is logged in.
    struct Credentials {
        LoginSecret::Value secret;
        RoomPasswords rooms;
        std::shared_ptr<const xmpp::TlsContext> tls;  // second owner: see TlsContexts
        void wipe() {
            secret.wipe();
            rooms.wipe();
        }
    };

    asio::awaitable<xmpp::SessionEnd> attempt();
    asio::awaitable<xmpp::SessionEnd> connect(const std::vector<xmpp::Target>& targets);
    asio::awaitable<xmpp::SessionEnd> run_session(const xmpp::Target& target);
    asio::awaitable<std::vector<xmpp::Target>> resolve();
    asio::awaitable<void> wait(milliseconds time);
    asio::awaitable<void> all_stored();
    void open_session();
    void learn_from(const xmpp::SessionEnd& end, Clock::Instant begun);
    /// How long to wait after a session that ended like this; nothing if that was the last attempt.
    /// Advice may be added to the reason of `end`.
    std::optional<milliseconds> delay_after(xmpp::SessionEnd& end);
    bool follow(const xmpp::SessionEnd& end);
    /// Refusals that earlier processes met count, too. False if there is no attempt because of
    /// them.
    asio::awaitable<bool> heed_earlier_refusals();
    void report(ConnectionState state, const std::string& error);
    /// Passes on what the session reports, and learns from it that the login is done.
    void take(Event event) override;
    /// The present attempt of run() is of no use any more.
    bool interrupted() const { return stopping_ || reconfigured_; }
    void interrupt();
    void begin_afresh();
    bool lacks_room() const;

    AccountConfig config_;
    Shared shared_;
    Clock& clock_;
    asio::steady_timer timer_;
    asio::steady_timer stored_;  // never expires; cancelled after a commit
    Worker worker_;
    LoginSecret secret_;
    Credentials credentials_;
    xmpp::FetchSchedules fetches_;
    std::shared_ptr<const xmpp::TlsContext> tls_;  // of the next login; see TlsContexts
    std::string announcement_;                     // of the session
    std::vector<xmpp::ArchiveHole> holes_;         // to be passed over in the next session
    std::unique_ptr<xmpp::AbstractSession> session_;
    Retries retries_;
    bool token_refused_ = false;
    std::set<Jid> failed_rooms_;  // of the session
    Reached reached_ = Reached::address;
    ConnectionState state_ = ConnectionState::offline;
    std::string error_;  // why it is not online
    Time last_proof_{};
    Redirects redirects_;
    OmemoWork omemo_;
    bool first_run_ = true;
    bool unstored_ = false;  // something was reported since the last commit
    bool paused_ = false;
    bool stopping_ = false;
    bool reconfigured_ = false;  // since the attempt began
    bool ended_ = false;
    bool was_online_ = false;
    bool gave_up_ = false;
};

}  // namespace boswell::agent
