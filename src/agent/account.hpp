// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/backoff.hpp"
#include "agent/config.hpp"
#include "agent/login_secret.hpp"
#include "agent/redirect.hpp"
#include "agent/tls_contexts.hpp"
#include "agent/workers.hpp"
#include "archive/reader.hpp"
#include "model/event.hpp"
#include "xmpp/session.hpp"
#include "xmpp/vcard_schedule.hpp"

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace boswell::agent {

/// Keeps one account connected: resolve, connect, log in, read; and again, more and more patiently,
/// when the connection is lost. A refused login is tried three times, then the account has failed
/// and rests until the configuration is read again. Lives in the loop; must outlive its run().
class Account : private EventSink {
public:
    struct Surroundings {
        asio::io_context& loop;
        Workers& workers;
        TlsContexts& tls;
        const archive::Reader& archive;  ///< where the next login goes on
        EventSink& sink;
        /// After so many failed attempts in a row the account has failed; 0: never give up hope.
        int most_attempts = 0;
    };
    Account(AccountConfig config, const Surroundings& surroundings);

    /// Until stop(), or until the account has failed for good.
    asio::awaitable<void> run();
    void stop();
    void pause();
    void resume();
    /// All that the sink has taken is on disk.
    void committed();

    const AccountConfig& config() const { return config_; }
    ConnectionState state() const { return state_; }
    bool ended() const { return ended_; }
    bool was_online() const { return was_online_; }
    /// Logged in, all answers are in, and the server has been silent for `silence`.
    bool caught_up(std::chrono::milliseconds silence) const;

private:
    /// How far the latest attempt came.
    enum class Reached { nothing, address, login };

    asio::awaitable<xmpp::SessionEnd> attempt();
    asio::awaitable<xmpp::SessionEnd> connect(const std::vector<xmpp::Target>& targets,
                                              const LoginSecret::Value& secret);
    asio::awaitable<xmpp::SessionEnd> run_session(const xmpp::Target& target,
                                                  const LoginSecret::Value& secret);
    asio::awaitable<std::vector<xmpp::Target>> resolve();
    asio::awaitable<void> wait(std::chrono::milliseconds time);
    void recall_contacts();
    void open_session(const LoginSecret::Value& secret);
    /// How long to wait after that end; nothing if it is of no use to go on. The reason may then
    /// say what to do.
    std::optional<std::chrono::milliseconds> delay_after(xmpp::SessionEnd& end);
    /// Nobody gains from longer waits than these.
    std::chrono::milliseconds longest_delay() const;
    bool follow(const xmpp::SessionEnd& end);
    void report(ConnectionState state, const std::string& error);
    /// Passes on what the session reports, and learns from it that the login is done.
    void take(Event event) override;

    AccountConfig config_;
    Surroundings around_;
    asio::steady_timer timer_;
    LoginSecret secret_;
    xmpp::VCardSchedule vcards_;
    std::shared_ptr<const xmpp::TlsContext> tls_;  // see TlsContexts
    std::unique_ptr<xmpp::Session> session_;
    Backoff backoff_;
    bool token_refused_ = false;
    Reached reached_ = Reached::address;
    ConnectionState state_ = ConnectionState::offline;
    Time last_proof_{};
    std::optional<Redirect> redirect_;  // of a see-other-host that is followed
    int hops_ = 0;
    int refusals_ = 0;
    int failures_ = 0;  // in a row
    bool paused_ = false;
    bool stopping_ = false;
    bool ended_ = false;
    bool was_online_ = false;
};

}  // namespace boswell::agent
