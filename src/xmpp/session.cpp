// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session.hpp"

#include "base/error.hpp"
#include "xmpp/session/parts.hpp"

#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace boswell::xmpp {

using Cause = SessionEnd::Cause;

// Long enough for a goodbye on a bad line, short enough for a shutdown.
static constexpr std::chrono::milliseconds parting_time{1'000};
static constexpr std::chrono::seconds proof_interval{10};

Session::Parts::Parts(asio::any_io_executor any_executor, SessionOptions session_options,
                      const TlsContext& tls_context, VCardSchedule& vcard_schedule,
                      EventSink& event_sink)
    : executor(std::move(any_executor)),
      options(std::move(session_options)),
      tls(tls_context),
      sink(event_sink),
      ticker(executor),
      resumed(executor),
      context{.account = options.account, .self = {}, .now = {}, .rooms = {}},
      iqs(options.account, options.iq_timeout),
      management(context, *this),
      vcards(vcard_schedule, *options.profile, context, *this),
      archive(
          {.archive = options.account, .history = options.history, .progress = options.progress},
          context, *this),
      rooms(options, context, *this),
      collections(options.history, context, *this),
      schedule(vcard_schedule),
      startup(options, context, *this, [this] { on_started(); }) {}

asio::awaitable<SessionEnd> Session::Parts::run(Target target) {
    if (over()) co_return *end_of_it;
    opening = std::make_unique<Connection>(executor);
    try {
        co_await opening->open(target.endpoint, options.connect_timeout);
    } catch (const NetworkError& error) {
        if (!over()) finish(Cause::lost, error.what());
    }
    if (!over()) {
        client =
            std::make_unique<Client>(options, tls, target.direct_tls, std::move(opening), *this);
        co_await serve();
    }
    if (client) mechanism = client->mechanism();
    client.reset();
    if (failed) std::rethrow_exception(failed);
    co_return *end_of_it;
}

static std::string why_closed(const Connection& connection) {
    const auto& reason = connection.reason();
    return reason.empty() ? "the server closed the connection" : "the connection broke: " + reason;
}

asio::awaitable<void> Session::Parts::serve() {
    last_byte = steady.now();
    login_deadline = last_byte + options.handshake_timeout;
    arm_ticker();
    client->start();
    while (!over()) {
        if (steady.stopped()) {
            asio::error_code woken;
            resumed.expires_at(asio::steady_timer::time_point::max());
            co_await resumed.async_wait(asio::redirect_error(asio::use_awaitable, woken));
            continue;
        }
        client->release();
        guarded([&] { report_progress(); });
        if (over()) break;
        const bool more = co_await client->connection().read();
        if (!more && !over()) finish(Cause::lost, why_closed(client->connection()));
        guarded([&] {
            report_progress();
            prove_life();
        });
    }
    ticker.cancel();
    co_await client->connection().flush(parting_time);
    client->connection().close();
}

/// Behind the stanzas of a chunk, so that it is stored with them or after them.
void Session::Parts::report_progress() {
    if (!over()) management.report();
}

void Session::Parts::prove_life() {
    // Before what was reported: somebody has set the clock back.
    const bool due = last_proof >= proof_reported + proof_interval || last_proof < proof_reported;
    // Where something is stored anyway, the proof costs nothing.
    if (!online || over() || !(due || emitted)) return;
    proof_reported = last_proof;
    emit(ProofOfLife{.account = context.account, .at = last_proof});
    emitted = false;
}

void Session::Parts::on_bytes() {
    last_proof = now();
    last_byte = steady.now();
    ping_sent = false;
}

void Session::Parts::on_end(SessionEnd end) {
    if (over()) return;
    management.report();
    if (stop_deadline) end = {.cause = Cause::stopped, .reason = "stopped", .see_other_host = {}};
    end_of_it = std::move(end);
}

void Session::Parts::on_failure(std::exception_ptr failure) noexcept {
    if (!failed) failed = std::move(failure);
}

void Session::Parts::finish(SessionEnd::Cause cause, std::string reason) {
    on_end({.cause = cause, .reason = std::move(reason), .see_other_host = {}});
}

/// What the server has sent and we could not store is sent again when the stream is resumed, so a
/// managed one is not closed.
void Session::Parts::give_up(SessionEnd::Cause cause, std::string reason) {
    SessionEnd end{.cause = cause, .reason = std::move(reason), .see_other_host = {}};
    if (management.is_on()) return client->drop(std::move(end));
    client->end(std::move(end));
}

void Session::Parts::arm_ticker() {
    const auto shortest = std::min(
        {options.handshake_timeout, options.iq_timeout, options.ping_after, options.ping_timeout});
    ticker.expires_after(
        std::clamp(shortest / 4, std::chrono::milliseconds(5), std::chrono::milliseconds(1'000)));
    ticker.async_wait([this, watch = std::weak_ptr(alive)](const asio::error_code& error) {
        if (error || watch.expired() || over()) return;
        guarded([&] { check_deadlines(); });
        if (over()) wake_up();
        arm_ticker();
    });
}

/// An exception goes into run(), not to whoever runs the loop: a sink that fails ends this session.
template <typename Action>
void Session::Parts::guarded(Action action) noexcept {
    try {
        action();
    } catch (...) {
        on_failure(std::current_exception());
    }
}

/// Ends a wait of serve() from outside of it.
void Session::Parts::wake_up() {
    client->connection().disconnect();
    resumed.cancel();
}

void Session::Parts::check_deadlines() {
    const auto time = steady.now();
    if (stop_deadline && std::chrono::steady_clock::now() >= *stop_deadline)
        return give_up(Cause::stopped, "stopped");
    if (steady.stopped()) return;
    if (!client->is_bound()) {
        if (time >= login_deadline) give_up(Cause::lost, "the login took too long");
        return;
    }
    iqs.expire(time);
    if (online && options.vcards) vcards.pump();
    if (online && !parting) {
        archive.tick(time);
        rooms.tick();
    }
    check_silence();
}

void Session::Parts::check_silence() {
    const auto silence = steady.now() - last_byte;
    if (silence < options.ping_after) return;
    if (!ping_sent) {
        if (options.profile->ignores_unknown)
            ask({.type = "get", .to = {}, .payload = make_tag("query", ns::roster)},
                [](const gloox::Tag*) {});
        else
            ping([](const gloox::Tag*) {});
        ping_sent = true;
    } else if (silence >= options.ping_after + options.ping_timeout) {
        give_up(Cause::lost, "the server does not answer");
    }
}

void Session::Parts::ping(IqAnswer answer) {
    ask({.type = "get", .to = context.account.domain(), .payload = make_tag("ping", ns::ping)},
        std::move(answer));
}

void Session::Parts::say_goodbye() {
    // The server tells them when it tells everybody.
    if (online && !options.announce) rooms.leave();
    if (online && options.announce) {
        auto presence = make_tag("presence", ns::client);
        presence->addAttribute("type", "unavailable");
        client->send_stanza(std::move(presence));
    }
    parting = true;
    close_when_settled();
}

// The server returns what was never acknowledged to its senders as undeliverable, or stores it
// again.
void Session::Parts::close_when_settled() {
    if (!parting || !management.settled()) return;
    parting = false;
    management.finish();
    client->close_stream();
}

void Session::Parts::committed() {
    if (over() || client == nullptr) return;
    guarded([&] {
        management.commit();
        close_when_settled();
    });
}

// What the server sends before it closes the stream in its turn is still taken.
void Session::Parts::stop() {
    if (over() || stop_deadline) return;
    stop_deadline = std::chrono::steady_clock::now() + parting_time;
    if (opening) opening->close();
    if (client == nullptr) return finish(Cause::stopped, "stopped");
    if (client->is_bound() && !steady.stopped()) {
        arm_ticker();
        return say_goodbye();
    }
    give_up(Cause::stopped, "stopped");
    wake_up();
}

Session::Session(asio::any_io_executor executor, SessionOptions options, const TlsContext& tls,
                 VCardSchedule& vcards, EventSink& sink)
    : parts_(std::make_unique<Parts>(std::move(executor), std::move(options), tls, vcards, sink)) {}

Session::~Session() = default;

asio::awaitable<SessionEnd> Session::run(Target target) { return parts_->run(std::move(target)); }
void Session::stop() { parts_->stop(); }

void Session::pause() {
    parts_->steady.stop();
    if (parts_->client) parts_->client->hold();
}

void Session::resume() {
    parts_->steady.go_on();
    parts_->resumed.cancel();
}

void Session::committed() { parts_->committed(); }

bool Session::online() const { return parts_->online && !parts_->over(); }
Time Session::last_proof() const { return parts_->last_proof; }
std::string Session::mechanism() const {
    return parts_->client ? parts_->client->mechanism() : parts_->mechanism;
}

bool Session::caught_up() const {
    const auto& parts = *parts_;
    return online() && parts.iqs.pending() == 0 && parts.archive.idle() && parts.rooms.idle() &&
           (!parts.options.vcards || parts.schedule.idle());
}

}  // namespace boswell::xmpp
