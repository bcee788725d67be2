// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/client.hpp"
#include "xmpp/session/collection_fetcher.hpp"
#include "xmpp/session/contact_fetcher.hpp"
#include "xmpp/session/device_publisher.hpp"
#include "xmpp/session/older_pages.hpp"
#include "xmpp/session/outlet.hpp"
#include "xmpp/session/own_archive.hpp"
#include "xmpp/session/own_lists.hpp"
#include "xmpp/session/rooms.hpp"
#include "xmpp/session/session_clock.hpp"
#include "xmpp/session/session_sink.hpp"
#include "xmpp/session/snapshot.hpp"
#include "xmpp/session/stanza_log.hpp"
#include "xmpp/session/startup.hpp"
#include "xmpp/session/stream_management.hpp"

namespace boswell::xmpp {

/// What happens on a stream once it is bound or resumed: the account goes online, its rooms are
/// entered, its archives and vCards fetched, and each stanza goes to whoever it is for and becomes
/// events for the sink.
class BoundStream : private Outlet {
public:
    /// All references outlive this.
    BoundStream(const SessionOptions& options, const SessionClock& clock, FetchSchedules& fetches,
                SessionSink& sink, Client& client);

    // What ClientListener tells
    void on_bound(const Jid& self);
    void on_resumed();
    void on_not_resumed();
    void on_stanza(const stanza::Element& stanza, std::string_view original);
    void on_rejected(const RejectedStanza& rejected);
    void on_broken(const std::string& reason);

    /// Gives up on what has waited too long and asks for what is due. To be called now and then.
    void tick();
    /// Makes the server say something.
    void ping();
    /// Reports how far the server's stanzas have come (XEP-0198), behind the events of what was
    /// read.
    void report_handled();
    /// The account was not being watched since the last proof of life, although the connection
    /// lived.
    void watch_anew(std::string_view why, Time at);
    /// All that the sink has taken is on disk.
    void commit();
    void publish(const OmemoBundle& bundle) { publisher(bundle.list).publish(bundle); }
    void send(const OmemoEmptyMessage& message) { publisher(message.to.list).send(message); }
    void fetch_bundle(const OmemoAddress& of, AbstractSession::BundleAnswer answer) {
        publisher(of.list).fetch_bundle(of, std::move(answer));
    }
    void fetch_devices(DevicePublisher::DevicesAnswer answer) {
        axolotl_devices_.fetch_devices(std::move(answer));
    }
    /// Takes leave of everybody; closes the stream once all that came is on disk.
    void say_goodbye();

    /// The login is done: presence is sent, or the stream resumed.
    bool is_online() const { return online_; }
    /// If the stream is cut, the server sends again what was not acknowledged (XEP-0198).
    bool is_managed() const { return management_.is_on(); }
    /// Nothing that was asked for is open: neither requests nor archives nor vCards.
    bool is_caught_up() const;
    /// What the next session has to pass over in the archives.
    std::vector<ArchiveHole> holes() const;

private:
    // Outlet
    IqTracker::Instant clock() const override { return clock_.now(); }
    void send(TagPtr stanza) override;
    void ask(IqRequest request, IqAnswer answer) override;
    void emit(Event event) override;
    void end_page(const Jid& archive) override;

    void become(const Jid& self);
    void on_started();
    void announce_device();
    DevicePublisher& publisher(PepNode list);
    void go_online(ConnectionChanged change);
    void ask_own_server(IqAnswer answer);
    void begin_fetching();
    void take_stanza(const stanza::Element& stanza, std::string_view original);
    bool is_archive_of_ours(const std::optional<Jid>& from) const;
    void take_presence(Presence presence, std::optional<Time> server_stamp);
    void take_iq(const stanza::Element& iq);
    bool take_push(const stanza::Element& iq);
    bool is_own_server(const stanza::Element& iq) const;
    void take_roster_push(const stanza::Element& iq, const stanza::Element& query);
    void fetch_contacts();
    void close_when_settled();

    const SessionOptions& options_;
    const SessionClock& clock_;
    SessionSink& sink_;
    Client& client_;

    stanza::Context context_;
    IqTracker iqs_;
    StreamManagement management_;
    Snapshot snapshot_;
    ContactFetcher contacts_;
    DevicePublisher axolotl_devices_;
    DevicePublisher devices_;
    OlderPages older_pages_;
    OwnArchive archive_;
    Rooms rooms_;
    OwnLists own_lists_;
    CollectionFetcher collections_;
    Startup startup_;
    StanzaLog stanza_log_;

    bool online_ = false;
    // The stream was resumed, and what the server had not yet sent on it when it was cut may still
    // be coming.
    bool flushing_ = false;
    bool leaving_ = false;
    bool closed_ = false;
};

}  // namespace boswell::xmpp
