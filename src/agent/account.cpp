// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/account.hpp"

#include "agent/account_log.hpp"
#include "agent/earlier_refusals.hpp"
#include "agent/recall_fetches.hpp"
#include "agent/session_options.hpp"
#include "archive/writer.hpp"
#include "base/error.hpp"

#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace boswell::agent {

using xmpp::SessionEnd;

Account::Account(AccountConfig config, const Shared& shared)
    : config_(std::move(config)),
      shared_(shared),
      clock_(shared.environment.clock),
      timer_(shared.loop),
      stored_(shared.loop),
      secret_(config_),
      retries_(shared.most_attempts) {}

void Account::report(ConnectionState state, const std::string& error) {
    state_ = state;
    error_ = error;
    unstored_ = true;
    ConnectionChanged change;
    change.account = config_.jid;
    change.state = state;
    change.at = clock_.wall();
    change.last_proof = last_proof_;
    change.error = error;
    shared_.sink.take(std::move(change));
}

void Account::take(Event event) {
    if (std::holds_alternative<ChatState>(event) && !config_.chat_states) return;
    if (auto* message = std::get_if<Message>(&event); message != nullptr &&
                                                      message->off_the_record &&
                                                      config_.off_the_record == OffTheRecord::note)
        reduce_to_note(*message);
    if (const auto* room = std::get_if<RoomChanged>(&event)) {
        if (room->state == RoomState::failed)
            failed_rooms_.insert(room->room);
        else
            failed_rooms_.erase(room->room);
    }
    if (auto* stream = std::get_if<StreamState>(&event)) stream->announcement = announcement_;
    if (const auto* change = std::get_if<ConnectionChanged>(&event)) {
        state_ = change->state;
        error_.clear();
        credentials_.wipe();
        was_online_ = was_online_ || state_ == ConnectionState::online;
        retries_.online();
        account_log::online(*change);
    }
    omemo_.see(event);
    unstored_ = true;
    shared_.sink.take(std::move(event));
}

asio::awaitable<void> Account::run() {
    ended_ = gave_up_ = false;
    if (std::exchange(first_run_, false)) gave_up_ = !co_await heed_earlier_refusals();
    while (!stopping_ && !gave_up_) {
        reconfigured_ = false;
        report(ConnectionState::connecting, error_);
        auto end = co_await attempt();
        fetches_.vcards.reset();
        fetches_.pep.reset();
        if (interrupted() || follow(end)) continue;
        const bool rested = retries_.is_resting();
        const auto delay = delay_after(end);
        const bool hopeless =
            end.cause == SessionEnd::Cause::refused || end.cause == SessionEnd::Cause::not_trusted;
        report(hopeless ? ConnectionState::failed : ConnectionState::offline, end.reason);
        if (!delay) {
            gave_up_ = true;
            account_log::given_up(config_.jid, end.reason);
            continue;
        }
        if (retries_.is_resting() && !rested)
            account_log::rests(config_.jid, error_);
        else
            account_log::tries_again(config_.jid, error_, *delay, shared_.most_attempts);
        co_await wait(*delay);
    }
    if (stopping_ && state_ != ConnectionState::failed) report(ConnectionState::offline, "");
    ended_ = true;
}

asio::awaitable<bool> Account::heed_earlier_refusals() {
    try {
        retries_.recall(earlier_refusals(shared_.archive, config_.jid, clock_));
    } catch (const archive::Damaged&) {
        throw;  // concerns all accounts
    } catch (const Error&) {
        co_return true;  // the attempt itself will say so
    }
    const auto delay = retries_.before_first(clock_.steady());
    if (delay == milliseconds(0)) co_return true;
    const std::string reason = "the server has refused the login too often";
    report(ConnectionState::failed, reason);
    if (!delay) {
        account_log::given_up(config_.jid, reason + " (boswelld --probe JID tries it at once)");
        co_return false;
    }
    account_log::waits(config_.jid, reason, *delay);
    co_await wait(*delay);
    co_return true;
}

std::optional<milliseconds> Account::delay_after(SessionEnd& end) {
    const Retries::Failure failure{.cause = end.cause,
                                   .reached = reached_,
                                   .at = clock_.steady(),
                                   .random = shared_.environment.random()};
    if (!std::exchange(token_refused_, false)) return retries_.after(failure);
    if (secret_.renew()) return retries_.before_new_token(failure);
    end.reason += "; " + secret_.advice();
    return retries_.without_token(failure);
}

bool Account::follow(const SessionEnd& end) {
    if (!redirects_.follow(end.see_other_host)) return false;
    account_log::redirected(config_.jid, end.see_other_host);
    return true;
}

/// Turns every failure into the end of a session, so that run() has to know only one kind.
asio::awaitable<SessionEnd> Account::attempt() {
    SessionEnd end{SessionEnd::Cause::lost, "", ""};
    token_refused_ = false;
    try {
        if (!tls_) tls_ = shared_.tls.find(config_.tls_options());
        credentials_.tls = tls_;  // reconfigure() may drop tls_ while this attempt waits
        const auto read = secret_.reader();
        credentials_.secret = co_await worker_.run(read);
        const auto read_rooms = RoomPasswords::reader(config_.rooms);
        credentials_.rooms = co_await worker_.run(read_rooms);
        if (interrupted()) co_return end;
        reached_ = Reached::nothing;
        const auto targets = co_await resolve();
        account_log::resolved(config_.jid, targets.size());
        reached_ = Reached::address;
        co_await all_stored();
        if (!interrupted()) end = co_await connect(targets);
    } catch (const NetworkError& error) {
        end.reason = explain(error);
    } catch (const archive::Unavailable& error) {
        end.reason = explain(error);
    } catch (const archive::Damaged&) {
        throw;  // concerns all accounts
    } catch (const Error& error) {
        end = {SessionEnd::Cause::refused, explain(error),
               ""};  // password or CA file: a person must act
    } catch (const std::exception& error) {
        end.reason = explain(error);  // no thread or no memory, for the moment
    }
    credentials_.wipe();
    credentials_.tls.reset();
    co_return end;
}

asio::awaitable<std::vector<xmpp::Target>> Account::resolve() {
    xmpp::ResolveOptions options{.domain = config_.jid.domainpart(),
                                 .host = config_.host,
                                 .port = config_.port,
                                 .tls = config_.tls};
    if (const auto& other = redirects_.target()) {
        options.host = other->host;
        options.port = other->port;
    }
    const std::function<std::vector<xmpp::Target>(std::stop_token)> look_up =
        [options, resolve = shared_.environment.resolve](std::stop_token stop) mutable {
            options.stop = std::move(stop);
            return resolve(options);
        };
    co_return co_await worker_.run(look_up);
}

asio::awaitable<SessionEnd> Account::connect(const std::vector<xmpp::Target>& targets) {
    SessionEnd end{SessionEnd::Cause::lost, "no address to connect to", ""};
    for (const auto& target : targets) {
        const auto proof = last_proof_;
        end = co_await run_session(target);
        const bool answered = last_proof_ != proof;
        if (answered || interrupted()) break;  // without an answer, try the next address
    }
    co_return end;
}

void Account::open_session() {
    announcement_ = announcement(config_);
    auto options = session_options(config_, shared_.archive, clock_.wall());
    options.password = credentials_.secret.password;
    options.token = credentials_.secret.token;
    credentials_.rooms.give(options.rooms);
    failed_rooms_.clear();
    options.holes = holes_;
    if (config_.omemo) options.omemo = shared_.omemo.bundles(config_.jid);
    if (config_.vcards)
        recall_fetches(shared_.archive, config_.jid, clock_.wall(), options.contacts, fetches_);
    EventSink& sink = *this;
    session_ = shared_.environment.open_session(
        {shared_.loop.get_executor(), std::move(options), *credentials_.tls, fetches_, sink});
    if (paused_) session_->pause();
}

asio::awaitable<SessionEnd> Account::run_session(const xmpp::Target& target) {
    open_session();
    const auto begun = clock_.steady();
    SessionEnd end;
    try {
        end = co_await session_->run(target);
    } catch (const std::exception& error) {
        end = {SessionEnd::Cause::lost, explain(error), ""};
    }
    learn_from(end, begun);
    session_.reset();
    co_return end;
}

void Account::learn_from(const SessionEnd& end, Clock::Instant begun) {
    if (session_->last_proof() != Time{}) last_proof_ = session_->last_proof();
    if (!session_->mechanism().empty()) {
        reached_ = Reached::login;
        secret_.accepted();
        // What breaks a stream is passed over sooner if the next attempt follows at once.
        const bool was_useful = !end.holes.empty() && end.holes != holes_;
        retries_.logged_in(was_useful ? std::chrono::hours(1) : clock_.steady() - begun);
        holes_ = end.holes;
    }
    if (end.cause == SessionEnd::Cause::refused) {
        unstored_ = true;
        shared_.sink.take(LoginRefused{.account = config_.jid, .at = clock_.wall()});
    }
    // A token may also be refused while it is in use.
    token_refused_ =
        secret_.is_token() && end.cause == SessionEnd::Cause::refused && end.blames_secret;
}

asio::awaitable<void> Account::wait(milliseconds time) {
    asio::error_code cancelled;
    clock_.set(timer_, time);
    co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
}

/// The next session takes from the archive where to go on, so everything that was reported must be
/// on disk first.
asio::awaitable<void> Account::all_stored() {
    while (unstored_ && !interrupted()) {
        asio::error_code cancelled;
        stored_.expires_at(asio::steady_timer::time_point::max());
        co_await stored_.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
    }
}

void Account::interrupt() {
    worker_.stop();
    timer_.cancel();
    stored_.cancel();
    if (session_) session_->stop();
}

void Account::begin_afresh() {
    retries_ = Retries(shared_.most_attempts);
    redirects_ = {};
}

/// True if a key has changed that was told to the server or decides how the server is found. The
/// other keys are looked at for each event as it comes.
static bool needs_login(const AccountConfig& old, AccountConfig config) {
    config.chat_states = old.chat_states;
    config.off_the_record = old.off_the_record;
    return config != old;
}

/// True if we are not in a room whose password may have been written anew.
bool Account::lacks_room() const {
    return std::ranges::any_of(config_.rooms, [&](const RoomConfig& room) {
        return room.password && failed_rooms_.contains(room.room);
    });
}

void Account::reconfigure(AccountConfig config) {
    tls_.reset();
    const bool refused =
        ended_ || retries_.is_resting() || state_ == ConnectionState::failed || lacks_room();
    const bool again = std::exchange(stopping_, false) || refused || needs_login(config_, config);
    const bool new_secret = config.password != config_.password || config.oauth2 != config_.oauth2;
    config_ = std::move(config);
    if (!again) return;
    if (new_secret) secret_ = LoginSecret(config_);
    secret_.forget_refusals();
    begin_afresh();
    reconfigured_ = true;
    interrupt();
}

void Account::stop() {
    stopping_ = true;
    interrupt();
}

void Account::pause() {
    paused_ = true;
    if (session_) session_->pause();
}

void Account::resume() {
    paused_ = false;
    if (session_) session_->resume();
}

void Account::committed() {
    unstored_ = false;
    stored_.cancel();
    if (session_) session_->committed();
    if (session_ && config_.omemo)
        omemo_.go_on(shared_.omemo, config_.jid, config_.announce, *session_);
}

bool Account::caught_up(milliseconds silence) const {
    if (!session_ || !session_->online() || !session_->caught_up()) return false;
    const auto silent = clock_.wall() - session_->last_proof();
    return silent >= silence || silent < -silence;  // the clock was set back
}

}  // namespace boswell::agent
