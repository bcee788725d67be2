// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session.hpp"

#include "base/error.hpp"
#include "base/log.hpp"
#include "xmpp/sasl/scram_keys.hpp"
#include "xmpp/session/bound_stream.hpp"
#include "xmpp/session/continuity.hpp"
#include "xmpp/session/keep_alive.hpp"

#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace boswell::xmpp {

using Cause = SessionEnd::Cause;
using BundleAnswer = AbstractSession::BundleAnswer;
using DevicesAnswer = Session::DevicesAnswer;

static constexpr log::Domain domain{"session"};

// Long enough for a goodbye on a bad line, short enough for a shutdown.
static constexpr std::chrono::milliseconds parting_time{1'000};

/// The life of the stream: opens the connection, reads until one side ends the stream, and ends it
/// when a time limit has passed. Once the stream is bound, its stanzas go to the BoundStream.
class Session::Life : public ClientListener {
public:
    Life(asio::any_io_executor executor, SessionOptions options, const TlsContext& tls,
         FetchSchedules& fetches, EventSink& sink);

    asio::awaitable<SessionEnd> run(Target target);
    void stop();
    void pause();
    void resume();
    void committed();
    void publish(const OmemoBundle& bundle);
    void send(const OmemoEmptyMessage& message);
    void fetch_bundle(const OmemoAddress& of, BundleAnswer answer);
    void fetch_devices(DevicesAnswer answer);

    bool online() const { return stream_ && stream_->is_online() && !over(); }
    Time last_proof() const { return sink_.last_proof(); }
    std::string mechanism() const { return client_ ? client_->mechanism() : mechanism_; }
    bool caught_up() const { return online() && stream_->is_caught_up(); }

private:
    using Instant = SessionClock::Instant;

    // ClientListener
    void on_bytes() override;
    void on_authenticated() override;
    void on_bound(const Jid& self) override { stream_->on_bound(self); }
    void on_resumed() override { stream_->on_resumed(); }
    void on_not_resumed() override { stream_->on_not_resumed(); }
    void on_stanza(const stanza::Element& stanza, std::string_view original) override {
        stream_->on_stanza(stanza, original);
    }
    void on_rejected(const RejectedStanza& rejected) override { stream_->on_rejected(rejected); }
    void on_broken(const std::string& reason) override { stream_->on_broken(reason); }
    void on_end(SessionEnd end) override;
    void on_failure(std::exception_ptr failure) noexcept override;

    asio::awaitable<void> serve();
    void report_progress();
    void arm_ticker();
    void check_deadlines();
    void keep_alive();
    template <typename Action>
    void guarded(Action action) noexcept;
    void wake_up();
    void finish(Cause cause, std::string reason);
    void give_up(Cause cause, std::string reason);
    bool over() const { return end_ || failure_; }

    asio::any_io_executor executor_;
    SessionOptions options_;
    const TlsContext& tls_;
    FetchSchedules& fetches_;
    SessionSink sink_;

    SessionClock clock_;
    asio::steady_timer ticker_;
    asio::steady_timer resumed_;           // never expires; cancelled to wake the reader up
    std::unique_ptr<Connection> opening_;  // until the client owns it
    std::unique_ptr<Client> client_;
    std::unique_ptr<BoundStream> stream_;

    // A tick may already be queued when it is cancelled. It must not touch this object if that is
    // destroyed by then.
    std::shared_ptr<Life*> alive_ = std::make_shared<Life*>(this);

    std::string mechanism_;  // of the client, once that is gone
    std::optional<SessionEnd> end_;
    std::exception_ptr failure_;
    KeepAlive keep_alive_;
    Continuity continuity_;
    Instant login_deadline_{};
    // After stop(): until when the server may close the stream. On the real clock, since a paused
    // session has to end as well.
    std::optional<Instant> stop_deadline_;
};

Session::Life::Life(asio::any_io_executor executor, SessionOptions options, const TlsContext& tls,
                    FetchSchedules& fetches, EventSink& sink)
    : executor_(std::move(executor)),
      options_(std::move(options)),
      tls_(tls),
      fetches_(fetches),
      sink_(options_.account, sink),
      ticker_(executor_),
      resumed_(executor_),
      keep_alive_(options_.ping_after, options_.ping_timeout),
      continuity_(options_.ping_after + options_.ping_timeout + proof_delay) {}

asio::awaitable<SessionEnd> Session::Life::run(Target target) {
    if (over()) co_return *end_;
    log::info(domain, "{}: connecting to {} port {}{}", options_.account.str(),
              target.endpoint.address().to_string(), target.endpoint.port(),
              target.direct_tls ? ", direct TLS" : "");
    opening_ = std::make_unique<Connection>(executor_);
    try {
        co_await opening_->open(target.endpoint, options_.connect_timeout);
    } catch (const NetworkError& error) {
        if (!over()) finish(Cause::lost, error.what());
    }
    if (!over()) {
        client_ =
            std::make_unique<Client>(options_, tls_, target.direct_tls, std::move(opening_), *this);
        stream_ = std::make_unique<BoundStream>(options_, clock_, fetches_, sink_, *client_);
        co_await serve();
        mechanism_ = client_->mechanism();
    }
    stream_.reset();
    client_.reset();
    if (failure_) std::rethrow_exception(failure_);
    co_return *end_;
}

static std::string why_closed(const Connection& connection) {
    const auto& reason = connection.reason();
    return reason.empty() ? "the server closed the connection" : "the connection broke: " + reason;
}

asio::awaitable<void> Session::Life::serve() {
    keep_alive_.heard(clock_.now());
    login_deadline_ = clock_.now() + options_.handshake_timeout;
    arm_ticker();
    client_->start();
    while (!over()) {
        if (clock_.stopped()) {
            asio::error_code woken;
            resumed_.expires_at(asio::steady_timer::time_point::max());
            co_await resumed_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
            continue;
        }
        client_->release();
        guarded([&] { report_progress(); });
        if (over()) break;
        const bool more = co_await client_->connection().read();
        if (!more && !over()) finish(Cause::lost, why_closed(client_->connection()));
        guarded([&] { report_progress(); });
    }
    ticker_.cancel();
    co_await client_->connection().flush(parting_time);
    client_->connection().close();
}

/// To be called after the events of what was read, so that the progress is stored with them or
/// after them.
void Session::Life::report_progress() {
    if (over()) return;
    stream_->report_handled();
    if (stream_->is_online()) sink_.prove_life();
}

void Session::Life::on_bytes() {
    const auto reading = ClockReading::now();
    const auto interrupted = continuity_.heard(reading);
    if (interrupted && online()) stream_->watch_anew(*interrupted, reading.wall);
    sink_.heard(reading.wall);
    keep_alive_.heard(clock_.now());
}

/// A core file, or whoever can read our memory, must not find them for as long as we are online.
void Session::Life::on_authenticated() {
    wipe(options_.password);
    wipe(options_.token);
}

void Session::Life::on_end(SessionEnd end) {
    if (over()) return;
    if (stream_) stream_->report_handled();
    if (stop_deadline_) end = {.cause = Cause::stopped, .reason = "stopped", .see_other_host = {}};
    if (stream_) end.holes = stream_->holes();
    end_ = std::move(end);
    sink_.close();
}

void Session::Life::on_failure(std::exception_ptr failure) noexcept {
    if (!failure_) failure_ = std::move(failure);
    sink_.close();
}

void Session::Life::finish(Cause cause, std::string reason) {
    on_end({.cause = cause, .reason = std::move(reason), .see_other_host = {}});
}

/// When a stream is resumed, the server sends again what we could not store. So a managed stream is
/// cut and not closed.
void Session::Life::give_up(Cause cause, std::string reason) {
    SessionEnd end{.cause = cause, .reason = std::move(reason), .see_other_host = {}};
    if (stream_->is_managed()) return client_->drop(std::move(end));
    client_->end(std::move(end));
}

void Session::Life::arm_ticker() {
    const auto shortest = std::min({options_.handshake_timeout, options_.iq_timeout,
                                    options_.ping_after, options_.ping_timeout});
    ticker_.expires_after(
        std::clamp(shortest / 4, std::chrono::milliseconds(5), std::chrono::milliseconds(1'000)));
    ticker_.async_wait([this, watch = std::weak_ptr(alive_)](const asio::error_code& error) {
        if (error || watch.expired() || over()) return;
        guarded([&] { check_deadlines(); });
        if (over()) wake_up();
        arm_ticker();
    });
}

/// Passes an exception to run(), not to the caller of the loop: a sink that fails ends this session
/// alone.
template <typename Action>
void Session::Life::guarded(Action action) noexcept {
    try {
        action();
    } catch (...) {
        on_failure(std::current_exception());
    }
}

/// Makes serve() go on if it waits.
void Session::Life::wake_up() {
    client_->connection().disconnect();
    resumed_.cancel();
}

void Session::Life::check_deadlines() {
    if (stop_deadline_ && std::chrono::steady_clock::now() >= *stop_deadline_)
        return give_up(Cause::stopped, "stopped");
    if (clock_.stopped()) return;
    if (!client_->is_bound()) {
        if (clock_.now() >= login_deadline_) give_up(Cause::lost, "the login took too long");
        return;
    }
    stream_->tick();
    keep_alive();
}

void Session::Life::keep_alive() {
    switch (keep_alive_.check(clock_.now())) {
        case KeepAlive::Step::none:
            return;
        case KeepAlive::Step::ping:
            return stream_->ping();
        case KeepAlive::Step::give_up:
            return give_up(Cause::lost, "the server does not answer");
    }
}

void Session::Life::committed() {
    if (over() || !stream_) return;
    guarded([&] { stream_->commit(); });
}

void Session::Life::publish(const OmemoBundle& bundle) {
    if (online()) guarded([&] { stream_->publish(bundle); });
}

void Session::Life::fetch_bundle(const OmemoAddress& of, BundleAnswer answer) {
    if (online()) guarded([&] { stream_->fetch_bundle(of, std::move(answer)); });
}

void Session::Life::fetch_devices(DevicesAnswer answer) {
    if (online()) guarded([&] { stream_->fetch_devices(std::move(answer)); });
}

void Session::Life::send(const OmemoEmptyMessage& message) {
    if (online()) guarded([&] { stream_->send(message); });
}

// Stanzas that the server sends before it closes the stream, too, are still taken.
void Session::Life::stop() {
    if (over() || stop_deadline_) return;
    stop_deadline_ = std::chrono::steady_clock::now() + parting_time;
    if (opening_) opening_->close();
    if (!client_) return finish(Cause::stopped, "stopped");
    if (client_->is_bound() && !clock_.stopped()) {
        arm_ticker();
        return stream_->say_goodbye();
    }
    give_up(Cause::stopped, "stopped");
    wake_up();
}

void Session::Life::pause() {
    clock_.stop();
    if (client_) client_->hold();
}

void Session::Life::resume() {
    clock_.go_on();
    resumed_.cancel();
}

Session::Session(asio::any_io_executor executor, SessionOptions options, const TlsContext& tls,
                 FetchSchedules& fetches, EventSink& sink)
    : life_(std::make_unique<Life>(std::move(executor), std::move(options), tls, fetches, sink)) {}

Session::~Session() = default;

asio::awaitable<SessionEnd> Session::run(Target target) { return life_->run(std::move(target)); }
void Session::stop() { life_->stop(); }
void Session::pause() { life_->pause(); }
void Session::resume() { life_->resume(); }
void Session::committed() { life_->committed(); }
void Session::publish(const OmemoBundle& bundle) { life_->publish(bundle); }
void Session::send(const OmemoEmptyMessage& message) { life_->send(message); }
void Session::fetch_bundle(const OmemoAddress& of, BundleAnswer answer) {
    life_->fetch_bundle(of, std::move(answer));
}
void Session::fetch_devices(DevicesAnswer answer) { life_->fetch_devices(std::move(answer)); }
bool Session::online() const { return life_->online(); }
Time Session::last_proof() const { return life_->last_proof(); }
std::string Session::mechanism() const { return life_->mechanism(); }
bool Session::caught_up() const { return life_->caught_up(); }

}  // namespace boswell::xmpp
