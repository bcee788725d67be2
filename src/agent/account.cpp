// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/account.hpp"

#include "agent/session_options.hpp"
#include "archive/writer.hpp"
#include "base/error.hpp"
#include "base/log.hpp"

#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <random>
#include <utility>

namespace boswell::agent {

using namespace std::chrono_literals;
using xmpp::SessionEnd;

static constexpr log::Domain domain{"account"};
static constexpr int max_refusals = 3;
static constexpr int max_hops = 5;
/// Two clients that take one resource from each other must not do so all day.
static constexpr auto conflict_delay = 150s;
/// A session shorter than this does not count as a success.
static constexpr auto settled = 60s;

/// Without DNS it is most likely our own line that is down; no server is spared by waiting longer.
static constexpr auto most_without_address = 30s;
/// A server that let us in is there; what breaks the connections is most likely in between.
static constexpr auto most_after_login = 20s;

/// A server may need a moment to hear of a token.
static constexpr milliseconds new_token_delay = 500ms;

static double random_fraction() {
    static std::mt19937_64 engine{std::random_device{}()};
    return std::uniform_real_distribution<double>(0, 1)(engine);
}

Account::Account(AccountConfig config, const Surroundings& surroundings)
    : config_(std::move(config)),
      around_(surroundings),
      timer_(surroundings.loop),
      secret_(config_) {}

void Account::report(ConnectionState state, const std::string& error) {
    state_ = state;
    ConnectionChanged change;
    change.account = config_.jid;
    change.state = state;
    change.at = now();
    change.last_proof = last_proof_;
    change.error = error;
    around_.sink.take(std::move(change));
}

void Account::take(Event event) {
    if (std::holds_alternative<ChatState>(event) && !config_.chat_states) return;
    if (auto* message = std::get_if<Message>(&event); message != nullptr &&
                                                      message->off_the_record &&
                                                      config_.off_the_record == OffTheRecord::note)
        reduce_to_note(*message);
    if (const auto* change = std::get_if<ConnectionChanged>(&event)) {
        state_ = change->state;
        was_online_ = was_online_ || state_ == ConnectionState::online;
        failures_ = 0;
        log::notice(domain, "{}: {}, {}, {}", config_.jid.str(), to_string(state_), change->tls,
                    change->sasl);
    }
    around_.sink.take(std::move(event));
}

asio::awaitable<void> Account::run() {
    while (!stopping_) {
        report(ConnectionState::connecting, "");
        auto end = co_await attempt();
        vcards_.reset();
        if (stopping_) break;
        if (follow(end)) continue;
        const auto delay = delay_after(end);
        const bool hopeless =
            end.cause == SessionEnd::Cause::refused || end.cause == SessionEnd::Cause::not_trusted;
        report(hopeless ? ConnectionState::failed : ConnectionState::offline, end.reason);
        if (!delay) {
            log::error(domain, "{}: {}; giving up until the configuration is read again (SIGHUP)",
                       config_.jid.str(), end.reason);
            break;
        }
        log::warning(domain, "{}: {}; next attempt in {:.0f} s", config_.jid.str(), end.reason,
                     static_cast<double>(delay->count()) / 1000);
        co_await wait(*delay);
    }
    if (stopping_ && state_ != ConnectionState::failed) report(ConnectionState::offline, "");
    ended_ = true;
}

std::optional<milliseconds> Account::delay_after(SessionEnd& end) {
    if (std::exchange(token_refused_, false)) {
        if (secret_.renew()) return backoff_.next(random_fraction(), new_token_delay);
        end.reason += "; " + secret_.advice();
        return std::nullopt;
    }
    if (end.cause == SessionEnd::Cause::refused && ++refusals_ >= max_refusals) return std::nullopt;
    if (++failures_ == around_.most_attempts) return std::nullopt;
    if (end.cause != SessionEnd::Cause::refused) refusals_ = 0;
    if (end.cause == SessionEnd::Cause::conflict) return conflict_delay;
    return backoff_.next(random_fraction(), longest_delay());
}

milliseconds Account::longest_delay() const {
    switch (reached_) {
        case Reached::nothing:
            return most_without_address;
        case Reached::login:
            return most_after_login;
        case Reached::address:
            break;
    }
    return milliseconds::max();
}

bool Account::follow(const SessionEnd& end) {
    redirect_ = parse_redirect(end.see_other_host);
    if (redirect_ && ++hops_ <= max_hops) {
        log::info(domain, "{}: the server sends us to {}", config_.jid.str(), end.see_other_host);
        return true;
    }
    hops_ = 0;
    redirect_.reset();
    return false;
}

/// Every failure becomes the end of a session, so that run() knows only one kind of bad news.
asio::awaitable<SessionEnd> Account::attempt() {
    SessionEnd end{SessionEnd::Cause::lost, "", ""};
    // What waits to be stored is not on disk, where the next session looks for its beginning.
    while (paused_ && !stopping_) co_await wait(1s);
    try {
        if (!tls_) tls_ = around_.tls.find(config_.tls_options());
        const auto read = secret_.reader();
        const auto secret = co_await around_.workers.run(read);
        reached_ = Reached::nothing;
        const auto targets = co_await resolve();
        reached_ = Reached::address;
        if (!stopping_) end = co_await connect(targets, secret);
    } catch (const NetworkError& error) {
        end.reason = explain(error);
    } catch (const archive::Unavailable& error) {
        end.reason = explain(error);
    } catch (const archive::Damaged&) {
        throw;  // concerns all accounts
    } catch (const Error& error) {
        end = {SessionEnd::Cause::refused, explain(error),
               ""};  // password or CA file: a person must act
    }
    co_return end;
}

asio::awaitable<std::vector<xmpp::Target>> Account::resolve() {
    xmpp::ResolveOptions options{.domain = config_.jid.domainpart(),
                                 .host = config_.host,
                                 .port = config_.port,
                                 .tls = config_.tls};
    if (redirect_) {
        options.host = redirect_->host;
        options.port = redirect_->port;
    }
    const std::function<std::vector<xmpp::Target>(std::stop_token)> look_up =
        [options](std::stop_token stop) mutable {
            options.stop = std::move(stop);
            return xmpp::resolve(options);
        };
    co_return co_await around_.workers.run(look_up);
}

asio::awaitable<SessionEnd> Account::connect(const std::vector<xmpp::Target>& targets,
                                             const LoginSecret::Value& secret) {
    SessionEnd end{SessionEnd::Cause::lost, "no address to connect to", ""};
    for (const auto& target : targets) {
        const auto proof = last_proof_;
        end = co_await run_session(target, secret);
        const bool answered = last_proof_ != proof;
        if (answered || stopping_) break;  // else the next address may be alive
    }
    co_return end;
}

/// A stream that goes on does not tell the roster again.
void Account::recall_contacts() {
    for (const auto& contact : around_.archive.contacts({.accounts = {config_.jid}})) {
        if (contact.subscription && *contact.subscription != Subscription::remove)
            vcards_.want(contact.jid, now());
    }
}

void Account::open_session(const LoginSecret::Value& secret) {
    EventSink& sink = *this;
    auto options = session_options(config_, around_.archive);
    options.password = secret.password;
    options.token = secret.token;
    if (options.resume && config_.vcards) recall_contacts();
    session_ = std::make_unique<xmpp::Session>(around_.loop.get_executor(), std::move(options),
                                               *tls_, vcards_, sink);
    if (paused_) session_->pause();
}

asio::awaitable<SessionEnd> Account::run_session(const xmpp::Target& target,
                                                 const LoginSecret::Value& secret) {
    open_session(secret);
    const auto begun = std::chrono::steady_clock::now();
    SessionEnd end;
    try {
        end = co_await session_->run(target);
    } catch (const std::exception& error) {
        end = {SessionEnd::Cause::lost, explain(error), ""};
    }
    if (session_->last_proof() != Time{}) last_proof_ = session_->last_proof();
    if (!session_->mechanism().empty()) {
        reached_ = Reached::login;
        secret_.accepted();
        refusals_ = 0;
        if (std::chrono::steady_clock::now() - begun > settled) backoff_.reset();
    }
    // A token may also be refused while it is in use.
    token_refused_ = secret_.is_token() && end.cause == SessionEnd::Cause::refused;
    session_.reset();
    co_return end;
}

asio::awaitable<void> Account::wait(milliseconds time) {
    if (stopping_) co_return;
    asio::error_code cancelled;
    timer_.expires_after(time);
    co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
}

void Account::stop() {
    stopping_ = true;
    timer_.cancel();
    if (session_) session_->stop();
}

void Account::pause() {
    paused_ = true;
    if (session_) session_->pause();
}

void Account::committed() {
    if (session_) session_->committed();
}

void Account::resume() {
    paused_ = false;
    if (session_) session_->resume();
}

bool Account::caught_up(milliseconds silence) const {
    if (!session_ || !session_->online() || !session_->caught_up()) return false;
    const auto silent = now() - session_->last_proof();
    return silent >= silence || silent < -silence;  // the clock was set back
}

}  // namespace boswell::agent
