// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/bound_stream.hpp"

#include "stanza/address.hpp"
#include "stanza/archive.hpp"
#include "stanza/roster.hpp"
#include "xmpp/session/iq_reply.hpp"
#include "xmpp/session/self_description.hpp"

#include <utility>

namespace boswell::xmpp {

BoundStream::BoundStream(const SessionOptions& options, const SessionClock& clock,
                         FetchSchedules& fetches, SessionSink& sink, Client& client)
    : options_(options),
      clock_(clock),
      sink_(sink),
      client_(client),
      context_{.account = options.account, .self = {}, .now = {}, .rooms = {}},
      iqs_(options.account, options.iq_timeout),
      management_(context_, *this, [this] { snapshot_.end_resumption(); }),
      contacts_(options, fetches, context_, *this),
      axolotl_devices_(PepNode::axolotl_devices, context_, *this),
      devices_(PepNode::devices, context_, *this),
      archive_(options, context_, *this),
      rooms_(options, context_, *this),
      own_lists_(context_, *this, [this](const auto& change) { rooms_.follow(change); }),
      collections_(options.history, options.collections, context_, *this),
      startup_(options, context_, *this, [this] { on_started(); }) {}

void BoundStream::send(TagPtr stanza) {
    // A room that answers after our goodbye would have us enter it.
    if (leaving_ && stanza->name() == "presence") return;
    client_.send_stanza(std::move(stanza));
}

void BoundStream::ask(IqRequest request, IqAnswer answer) {
    if (leaving_) return;
    send(iqs_.ask(std::move(request), clock(), std::move(answer)));
}

void BoundStream::emit(Event event) {
    stanza_log_.note(event);
    if (sink_.is_closed()) return;
    if (const auto* update = std::get_if<RosterUpdate>(&event)) {
        collections_.see(*update);
        note_contacts(*update, VCardSchedule::max_contacts, context_);
    }
    contacts_.see(event);
    if (const auto* published = std::get_if<PepEvent>(&event)) {
        axolotl_devices_.see(*published);
        devices_.see(*published);
    }
    sink_.take(std::move(event));
}

void BoundStream::end_page(const Jid& archive) {
    for (auto& message : older_pages_.take(archive)) emit(std::move(message));
}

/// The JID by which the server knows this session.
void BoundStream::become(const Jid& self) {
    context_.self = self;
    context_.account = self.bare();
    context_.session_began = now();
    iqs_.serve(context_.account);
    if (options_.profile->server_answers) iqs_.let_server_answer();
}

void BoundStream::on_bound(const Jid& self) {
    become(self);
    if (client_.offers_management()) management_.enable();
    startup_.begin();
}

// Carbons, roster and presence are as they were: the server never noticed that we were gone.
void BoundStream::on_resumed() {
    become(options_.resume->jid);
    note_contacts({.account = {}, .seen_at = {}, .complete = true, .items = options_.contacts},
                  VCardSchedule::max_contacts, context_);
    management_.resume(*options_.resume);
    startup_.resume(options_.features);
    flushing_ = true;
    go_online({.resumed = true});
    if (options_.watched_until) snapshot_.begin_resumption({*options_.watched_until, context_.now});
    rooms_.resume();
    fetch_contacts();
}

void BoundStream::on_not_resumed() { management_.forget(); }

void BoundStream::on_started() {
    go_online({});
    snapshot_.begin(context_.now);
    if (options_.announce) archive_.announced(context_.now);
    rooms_.enter();
    contacts_.want_own();
    if (observes_pep(options_)) announce_device();
    fetch_contacts();
}

void BoundStream::announce_device() {
    for (const auto& bundle : options_.omemo) publish(bundle);
    if (!options_.former_device) return;
    axolotl_devices_.withdraw(*options_.former_device);
    devices_.withdraw(*options_.former_device);
}

DevicePublisher& BoundStream::publisher(PepNode list) {
    return list == PepNode::devices ? devices_ : axolotl_devices_;
}

void BoundStream::go_online(ConnectionChanged change) {
    context_.now = now();
    online_ = true;
    // The answer says that the server has dealt with our presence, or our resumption: what it had
    // stored for us has come before it.
    if (!options_.profile->ignores_unknown)
        ask_own_server([this](const stanza::Element*) { begin_fetching(); });
    change.account = context_.account;
    change.state = ConnectionState::online;
    change.at = context_.now;
    change.last_proof = sink_.last_proof();
    change.presence_observed = options_.announce;
    change.tls = client_.tls_description();
    change.sasl = client_.mechanism();
    change.features = startup_.features();
    change.retention = startup_.retention();
    emit(std::move(change));
}

void BoundStream::begin_fetching() {
    snapshot_.end_resumption();
    const bool resumed = std::exchange(flushing_, false);
    contacts_.begin();
    if (options_.profile->has_pep) own_lists_.ask();
    if (!options_.history.wanted) return;
    if (!resumed && startup_.offers_collections()) collections_.begin();
    if (startup_.has(ns::archive)) archive_.begin(startup_.features(), resumed, clock());
}

// The server has kept the stream, so the rest of the session is as it was. Its archive may know
// better than a clock that was wrong when something came, and is asked at once.
void BoundStream::watch_anew(std::string_view why, Time at) {
    context_.now = at;
    snapshot_.shift(at - sink_.last_proof());
    archive_.shift(at - sink_.last_proof());
    emit(ConnectionChanged{.account = context_.account,
                           .state = ConnectionState::online,
                           .at = at,
                           .last_proof = sink_.last_proof(),
                           .presence_observed = options_.announce,
                           .resumed = true,
                           .error = std::string(why)});
    if (options_.history.wanted && startup_.has(ns::archive) && !leaving_)
        archive_.ask_now(clock());
}

void BoundStream::tick() {
    iqs_.expire(clock());
    if (!online_) return;
    fetch_contacts();
    if (leaving_) return;
    archive_.tick(clock());
    rooms_.tick();
}

void BoundStream::ping() {
    const auto ignore = [](const stanza::Element*) {};
    if (!options_.profile->ignores_unknown) return ask_own_server(ignore);
    ask({.type = "get", .to = {}, .payload = make_tag("query", ns::roster)}, ignore);
}

/// A ping (XEP-0199).
void BoundStream::ask_own_server(IqAnswer answer) {
    ask({.type = "get", .to = context_.account.domain(), .payload = make_tag("ping", ns::ping)},
        std::move(answer));
}

void BoundStream::report_handled() { management_.report(); }

void BoundStream::commit() {
    management_.commit();
    close_when_settled();
}

void BoundStream::say_goodbye() {
    if (online_ && options_.announce) {
        // The server passes it on to the rooms as well (RFC 6121 4.6.3).
        auto presence = make_tag("presence", ns::client);
        presence->addAttribute("type", "unavailable");
        send(std::move(presence));
    } else if (online_) {
        rooms_.leave();
    }
    leaving_ = true;
    close_when_settled();
}

// The server returns what was never acknowledged to its senders as undeliverable, or stores it
// again.
void BoundStream::close_when_settled() {
    if (!leaving_ || closed_ || !management_.settled()) return;
    closed_ = true;
    management_.finish();
    client_.close_stream();
}

// A stanza counts (XEP-0198) once the sink has taken all that is in it, whatever became of it. Only
// pages of an archive may count before: one that the sink never gets is fetched again.
void BoundStream::on_stanza(const stanza::Element& stanza, std::string_view original) {
    if (stanza.xmlns() == ns::management) return management_.take(stanza);
    stanza_log_.begin();
    take_stanza(stanza, original);
    stanza_log_.tell(context_.account, stanza, original.size());
    const auto name = stanza.name();
    const bool counts = name == "message" || name == "presence" || name == "iq";
    if (counts && stanza.xmlns() == ns::client) management_.count();
}

void BoundStream::take_stanza(const stanza::Element& stanza, std::string_view original) {
    context_.now = now();
    if (is(stanza, "iq", ns::client)) return take_iq(stanza);
    if (is_archive_result(stanza)) {
        // Of a query of the stream that was cut: it is asked again.
        if (flushing_ && is_archive_of_ours(sender(stanza, context_.account))) return;
        archive_.see_result(stanza);
    }
    // What rooms say to our goodbye changes nothing: we leave them by going offline.
    if (!leaving_ && rooms_.see(stanza)) return;
    if (!leaving_) {
        if (const auto change = find_bookmark_change(stanza, context_)) rooms_.follow(*change);
    }
    for (auto& event : translate(stanza, original, context_)) {
        if (const auto* message = std::get_if<Message>(&event)) archive_.see(*message);
        if (auto* presence = std::get_if<Presence>(&event))
            take_presence(std::move(*presence), server_stamp(stanza, context_.account));
        else if (!older_pages_.keep(event, context_))
            emit(std::move(event));
    }
}

bool BoundStream::is_archive_of_ours(const std::optional<Jid>& from) const {
    return from && (*from == context_.account || context_.rooms.contains(*from));
}

void BoundStream::take_presence(Presence presence, std::optional<Time> server_stamp) {
    // The server reflects our own presence (RFC 6121 4.2.2); it tells nothing about the user.
    if (presence.from == context_.self) return;
    archive_.see(presence);
    presence.cause = snapshot_.cause_of(presence, server_stamp);
    emit(std::move(presence));
    fetch_contacts();
}

void BoundStream::take_iq(const stanza::Element& iq) {
    const auto type = iq.attribute("type");
    if (type == "result" || type == "error") {
        iqs_.take(iq);
        return fetch_contacts();
    }
    const auto* query = find_child(iq, "query", ns::roster);
    if (type == "set" && query != nullptr) return take_roster_push(iq, *query);
    if (type == "set" && is_own_server(iq) && take_push(iq)) return send(result_for(iq));
    // An account that is not announced answers strangers as if nobody were there.
    const bool visible = options_.announce || is_own_server(iq);
    if (auto reply = visible ? reply_to(iq, own_features(options_)) : refusal_of(iq))
        send(std::move(reply));
}

bool BoundStream::take_push(const stanza::Element& iq) {
    const auto take = options_.profile->take_push;
    return take != nullptr && take(iq, context_, *this);
}

bool BoundStream::is_own_server(const stanza::Element& iq) const {
    const auto from = sender(iq, context_.account);
    return from && (from->bare() == context_.account || *from == context_.account.domain());
}

void BoundStream::take_roster_push(const stanza::Element& iq, const stanza::Element& query) {
    // RFC 6121 2.1.6: from anybody else it must be ignored.
    if (sender(iq, context_.account) != context_.account) return;
    emit(to_roster_update(query, stanza::RosterPart::push, context_));
    send(result_for(iq));
    fetch_contacts();
}

void BoundStream::fetch_contacts() {
    if (online_ && !sink_.is_closed()) contacts_.pump();
}

void BoundStream::on_rejected(const RejectedStanza& rejected) {
    const Quarantined note{.account = context_.account,
                           .seen_at = now(),
                           .from = rejected.from,
                           .reason = rejected.reason,
                           .size = rejected.size,
                           .head = rejected.head,
                           .sha256 = rejected.sha256};
    stanza_log_.tell_rejected(note);
    emit(note);
    management_.count();
}

void BoundStream::on_broken(const std::string& reason) {
    on_rejected(
        {.from = {}, .reason = "broken stream: " + reason, .size = 0, .head = {}, .sha256 = {}});
    archive_.on_broken();
    rooms_.on_broken();
}

std::vector<ArchiveHole> BoundStream::holes() const {
    auto holes = rooms_.holes();
    if (archive_.hole()) holes.push_back(*archive_.hole());
    return holes;
}

bool BoundStream::is_caught_up() const {
    return online_ && iqs_.pending() == 0 && archive_.idle() && rooms_.idle() && contacts_.idle();
}

}  // namespace boswell::xmpp
