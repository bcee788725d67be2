// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/client.hpp"
#include "xmpp/session.hpp"
#include "xmpp/session/archive_fetcher.hpp"
#include "xmpp/session/collection_fetcher.hpp"
#include "xmpp/session/older_pages.hpp"
#include "xmpp/session/rooms.hpp"
#include "xmpp/session/session_clock.hpp"
#include "xmpp/session/snapshot.hpp"
#include "xmpp/session/startup.hpp"
#include "xmpp/session/stream_management.hpp"
#include "xmpp/session/vcard_fetcher.hpp"

#include <asio/steady_timer.hpp>

namespace boswell::xmpp {

/// What a session is made of: session.cpp runs it, stanzas.cpp takes what it brings.
struct Session::Parts : ClientListener, Outlet {
    using Instant = SessionClock::Instant;

    Parts(asio::any_io_executor executor, SessionOptions session_options, const TlsContext& context,
          VCardSchedule& schedule, EventSink& event_sink);

    // session.cpp
    asio::awaitable<SessionEnd> run(Target target);
    asio::awaitable<void> serve();
    void stop();
    void committed();
    void say_goodbye();
    void close_when_settled();
    void arm_ticker();
    template <typename Action>
    void guarded(Action action) noexcept;
    void wake_up();
    void check_deadlines();
    void check_silence();
    void ping(IqAnswer answer);
    void finish(SessionEnd::Cause cause, std::string reason);
    void give_up(SessionEnd::Cause cause, std::string reason);
    void report_progress();
    void prove_life();
    void on_bytes() override;
    void on_end(SessionEnd end) override;
    void on_failure(std::exception_ptr failure) noexcept override;
    bool over() const { return end_of_it || failed; }

    // stanzas.cpp
    void on_bound(const Jid& self) override;
    void on_resumed() override;
    void on_not_resumed() override;
    void on_stanza(const gloox::Tag& stanza, std::string_view original) override;
    void on_rejected(const RejectedStanza& rejected) override;
    Instant clock() const override { return steady.now(); }
    void send(TagPtr stanza) override;
    void ask(IqRequest request, IqAnswer answer) override;
    void emit(Event event) override;
    void end_page(const Jid& archive) override;
    void become(const Jid& self);
    void on_started();
    void start_archive();
    void go_online(ConnectionChanged change);
    void take_stanza(const gloox::Tag& stanza, std::string_view original);
    bool is_archive_of_ours(const std::optional<Jid>& from) const;
    void take_presence(Presence presence);
    void take_iq(const gloox::Tag& iq);
    bool take_push(const gloox::Tag& iq);
    bool is_own_server(const gloox::Tag& iq) const;
    void take_roster_push(const gloox::Tag& iq, const gloox::Tag& query);

    asio::any_io_executor executor;
    SessionOptions options;
    const TlsContext& tls;
    EventSink& sink;

    SessionClock steady;
    asio::steady_timer ticker;
    asio::steady_timer resumed;  // expires never; cancelled to wake the reader up
    Context context;
    IqTracker iqs;
    StreamManagement management;
    Snapshot snapshot;
    VCardFetcher vcards;
    OlderPages older_pages;
    ArchiveFetcher archive;
    Rooms rooms;
    CollectionFetcher collections;
    const VCardSchedule& schedule;
    Startup startup;
    std::unique_ptr<Connection> opening;  // until there is a client for it
    std::unique_ptr<Client> client;

    // A tick may already be queued when it is cancelled; it must not touch what is gone by then.
    std::shared_ptr<Parts*> alive = std::make_shared<Parts*>(this);

    std::string mechanism;
    bool online = false;
    bool leftovers = false;  // after a resumption: what the server had still to send may be coming
    bool parting = false;    // the stream is closed once all that came is on disk
    std::optional<SessionEnd> end_of_it;
    std::exception_ptr failed;
    Instant login_deadline{};
    std::optional<Instant> stop_deadline;  // after stop(): how long the server may take to part
    Instant last_byte{};
    bool ping_sent = false;  // since the last byte
    Time last_proof{};
    Time proof_reported{};
    bool emitted = false;  // since the last proof of life
};

}  // namespace boswell::xmpp
