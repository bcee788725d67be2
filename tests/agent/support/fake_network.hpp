// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/environment.hpp"
#include "base/error.hpp"
#include "fake_clock.hpp"

#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>

#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace boswell::test {

using End = xmpp::SessionEnd;

/// The server's side of one session, and what became of it. The test plays the server.
struct Visit {
    Visit(agent::Environment::SessionDependencies with, FakeClock& its_clock)
        : dependencies(std::move(with)), clock(its_clock), wake(dependencies.executor) {}

    Jid account() const { return dependencies.options.account; }
    void heard() { last_proof = clock.wall(); }
    void lets_in() {
        heard();
        mechanism = "PLAIN";
        online = true;
        ConnectionChanged change;
        change.account = account();
        change.state = ConnectionState::online;
        change.at = clock.wall();
        change.presence_observed = dependencies.options.announce;
        dependencies.sink.take(std::move(change));
    }
    void sends(Event event) {
        heard();
        std::visit([&](auto& value) { value.account = account(); }, event);
        dependencies.sink.take(std::move(event));
    }
    void says(const std::string& body) {
        Message message;
        message.with = Jid::of("bob@example.org");
        message.from = Jid::of("bob@example.org/phone");
        message.to = account();
        message.type = MessageType::chat;
        message.stamp = message.received_at = clock.wall();
        message.bodies = {{"", body}};
        message.stanza = "<message/>";
        sends(std::move(message));
    }
    void ends(End::Cause cause, std::string reason = "so it goes", std::string elsewhere = "") {
        end = End{cause, std::move(reason), std::move(elsewhere)};
        if (wake) wake->cancel();
    }
    void fails(const std::exception_ptr& error) {
        failure = error;
        if (wake) wake->cancel();
    }

    agent::Environment::SessionDependencies dependencies;
    FakeClock& clock;
    std::optional<asio::steady_timer> wake;  ///< goes with the session, before the loop
    xmpp::Target target;
    std::optional<End> end;
    std::exception_ptr failure;
    bool running = false;  ///< run() was called and has not returned
    bool gone = false;     ///< the session is destroyed
    bool hangs = false;    ///< does not end when it is told to
    bool paused = false;
    bool online = false;
    bool caught_up = false;
    int stops = 0;
    int commits = 0;
    std::vector<OmemoBundle> published;
    std::vector<OmemoEmptyMessage> sent;
    struct BundleQuestion {
        OmemoAddress of;
        xmpp::AbstractSession::BundleAnswer answer;
    };
    std::vector<BundleQuestion> asked_bundles;
    std::function<void()> on_commit;
    Time last_proof{};
    std::string mechanism;
};

class FakeSession : public xmpp::AbstractSession {
public:
    explicit FakeSession(Visit& visit) : visit_(visit) {}
    ~FakeSession() override {
        visit_.gone = true;
        visit_.wake.reset();
    }

    asio::awaitable<End> run(xmpp::Target target) override {
        visit_.target = std::move(target);
        visit_.running = true;
        while (!visit_.end && !visit_.failure) {
            asio::error_code cancelled;
            visit_.wake->expires_at(asio::steady_timer::time_point::max());
            co_await visit_.wake->async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
        }
        visit_.running = false;
        visit_.online = false;
        if (visit_.failure) std::rethrow_exception(visit_.failure);
        co_return *visit_.end;
    }
    void stop() override {
        ++visit_.stops;
        if (!visit_.hangs) visit_.ends(End::Cause::stopped, "stopped");
    }
    void pause() override { visit_.paused = true; }
    void resume() override { visit_.paused = false; }
    void publish(const OmemoBundle& bundle) override { visit_.published.push_back(bundle); }
    void send(const OmemoEmptyMessage& message) override { visit_.sent.push_back(message); }
    void fetch_bundle(const OmemoAddress& of, BundleAnswer answer) override {
        visit_.asked_bundles.push_back({of, std::move(answer)});
    }
    void committed() override {
        ++visit_.commits;
        if (visit_.on_commit) visit_.on_commit();
    }
    bool online() const override { return visit_.online; }
    Time last_proof() const override { return visit_.last_proof; }
    std::string mechanism() const override { return visit_.mechanism; }
    bool caught_up() const override { return visit_.caught_up; }

private:
    Visit& visit_;
};

/// Sessions whose servers the test plays, names that the test knows, and a clock.
class FakeNetwork {
public:
    FakeNetwork() { addresses("192.0.2.1"); }
    FakeNetwork(const FakeNetwork&) = delete;
    FakeNetwork& operator=(const FakeNetwork&) = delete;

    /// What names have from now on; with none of them nothing can be found.
    template <typename... Addresses>
    void addresses(const Addresses&... numbers) {
        const std::lock_guard guard(resolving_);
        targets_ = {xmpp::Target{numbers, {asio::ip::make_address(numbers), 5222}}...};
    }
    /// What was asked for, in order.
    std::vector<xmpp::ResolveOptions> asked() {
        const std::lock_guard guard(resolving_);
        return asked_;
    }

    /// In a long life they would be too many: what was asked for, and sessions that are gone.
    void forget_past() {
        visits.remove_if([](const Visit& visit) { return visit.gone; });
        const std::lock_guard guard(resolving_);
        asked_.clear();
    }

    FakeClock clock;
    double random = 1;
    std::list<Visit> visits;  ///< all sessions there were, oldest first
    const agent::Environment environment{
        clock,
        [this](agent::Environment::SessionDependencies dependencies)
            -> std::unique_ptr<xmpp::AbstractSession> {
            return std::make_unique<FakeSession>(
                visits.emplace_back(std::move(dependencies), clock));
        },
        [this](const xmpp::ResolveOptions& options) { return resolve(options); },
        [this] { return random; }};

private:
    std::vector<xmpp::Target> resolve(const xmpp::ResolveOptions& options) {
        const std::lock_guard guard(resolving_);
        asked_.push_back(options);
        if (targets_.empty()) throw NetworkError("no such host");
        return targets_;
    }

    std::mutex resolving_;  // an account resolves on its worker
    std::vector<xmpp::Target> targets_;
    std::vector<xmpp::ResolveOptions> asked_;
};

}  // namespace boswell::test
