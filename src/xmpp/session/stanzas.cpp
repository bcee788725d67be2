// SPDX-License-Identifier: GPL-3.0-or-later
// The part of a session that takes stanzas, once the login is done.
#include "xmpp/session/iq_reply.hpp"
#include "xmpp/session/parts.hpp"
#include "xmpp/translate/address.hpp"
#include "xmpp/translate/archive.hpp"
#include "xmpp/translate/roster.hpp"

#include <utility>

namespace boswell::xmpp {

void Session::Parts::send(TagPtr stanza) { client->send_stanza(std::move(stanza)); }

void Session::Parts::ask(IqRequest request, IqAnswer answer) {
    send(iqs.ask(std::move(request), steady.now(), std::move(answer)));
}

void Session::Parts::emit(Event event) {
    if (over()) return;
    if (options.vcards) {
        if (const auto* update = std::get_if<RosterUpdate>(&event)) vcards.see(*update);
        if (const auto* presence = std::get_if<Presence>(&event)) vcards.see(*presence);
    }
    if (const auto* update = std::get_if<RosterUpdate>(&event)) collections.see(*update);
    // Where the server gives accounts their JIDs, the archive keeps what we call it.
    if (context.account != options.account) {
        std::visit([&](auto& value) { value.account = options.account; }, event);
        auto* vcard = std::get_if<VCardFetched>(&event);
        if (vcard != nullptr && vcard->contact == context.account) vcard->contact = options.account;
    }
    emitted = true;
    sink.take(std::move(event));
}

void Session::Parts::end_page(const Jid& archive_jid) {
    for (auto& message : older_pages.take(archive_jid)) emit(std::move(message));
}

/// The JID by which the server knows this session.
void Session::Parts::become(const Jid& self) {
    context.self = self;
    context.account = self.bare();
    iqs.serve(context.account);
    if (options.profile->server_answers) iqs.let_server_answer();
}

void Session::Parts::on_bound(const Jid& self) {
    become(self);
    if (client->offers_management()) management.enable();
    startup.begin();
}

// Carbons, roster and presence are as they were: the server never noticed that we were gone.
void Session::Parts::on_resumed() {
    become(options.resume->jid);
    management.resume(*options.resume);
    startup.resume(options.features);
    leftovers = true;
    go_online({.resumed = true});
    rooms.resume();
    if (options.vcards) vcards.pump();
}

void Session::Parts::on_not_resumed() { management.forget(); }

void Session::Parts::on_started() {
    go_online({});
    snapshot.begin(context.now);
    rooms.enter();
    if (!options.vcards) return;
    vcards.want_own();
    vcards.pump();
}

void Session::Parts::go_online(ConnectionChanged change) {
    context.now = now();
    online = true;
    // The answer tells that the server has dealt with our presence, or our resumption: what it had
    // stored for us has come before it.
    if (!options.profile->ignores_unknown) ping([this](const gloox::Tag*) { start_archive(); });
    change.account = context.account;
    change.state = ConnectionState::online;
    change.at = context.now;
    change.last_proof = last_proof;
    change.presence_observed = options.announce;
    change.tls = client->tls_description();
    change.sasl = client->mechanism();
    change.features = startup.features();
    emit(std::move(change));
    proof_reported = context.now;
}

void Session::Parts::start_archive() {
    const bool resumed_stream = std::exchange(leftovers, false);
    if (!options.history.wanted) return;
    if (!resumed_stream && startup.offers_collections()) collections.begin();
    if (!startup.has(ns::archive)) return;
    const auto& held = options.progress;
    // Nothing was missed since, and the fetch was not cut short.
    if (resumed_stream && held && held->complete && held->caught_up)
        return archive.rest(steady.now());
    archive.begin(steady.now());
}

// A stanza counts (XEP-0198) once the sink has taken all that is in it, whatever became of it. Only
// pages of an archive may count before: one that the sink never gets is fetched again.
void Session::Parts::on_stanza(const gloox::Tag& stanza, std::string_view original) {
    if (stanza.xmlns() == ns::management) return management.take(stanza);
    take_stanza(stanza, original);
    const auto& name = stanza.name();
    const bool counts = name == "message" || name == "presence" || name == "iq";
    if (counts && stanza.xmlns() == ns::client) management.count();
}

void Session::Parts::take_stanza(const gloox::Tag& stanza, std::string_view original) {
    context.now = now();
    if (is(stanza, "iq", ns::client)) return take_iq(stanza);
    if (is_archive_result(stanza)) {
        // Of a query of the stream that was cut: it is asked again.
        if (leftovers && is_archive_of_ours(sender(stanza, context.account))) return;
        archive.see(stanza);
    }
    // What rooms say to our goodbye changes nothing: we leave them by going offline.
    if (!stop_deadline && rooms.see(stanza)) return;
    for (auto& event : translate(stanza, original, context)) {
        if (auto* presence = std::get_if<Presence>(&event))
            take_presence(std::move(*presence));
        else if (!older_pages.keep(event, context))
            emit(std::move(event));
    }
}

bool Session::Parts::is_archive_of_ours(const std::optional<Jid>& from) const {
    return from && (*from == context.account || context.rooms.contains(*from));
}

void Session::Parts::take_presence(Presence presence) {
    // The server reflects our own presence (RFC 6121 4.2.2); it tells nothing about the user.
    if (presence.from == context.self) return;
    presence.cause = snapshot.cause_of(presence);
    emit(std::move(presence));
    if (online && options.vcards) vcards.pump();
}

void Session::Parts::take_iq(const gloox::Tag& iq) {
    const auto& type = iq.findAttribute("type");
    if (type == "result" || type == "error") {
        iqs.take(iq);
        if (online && options.vcards && !over()) vcards.pump();
        return;
    }
    const auto* query = find_child(iq, "query", ns::roster);
    if (type == "set" && query != nullptr) return take_roster_push(iq, *query);
    if (type == "set" && is_own_server(iq) && take_push(iq)) return send(result_for(iq));
    // Who is not to be seen answers strangers as if there were nobody.
    const bool visible = options.announce || is_own_server(iq);
    if (auto reply = visible ? reply_to(iq, options.profile->features) : refusal_of(iq))
        send(std::move(reply));
}

bool Session::Parts::take_push(const gloox::Tag& iq) {
    const auto take = options.profile->take_push;
    return take != nullptr && take(iq, context, *this);
}

bool Session::Parts::is_own_server(const gloox::Tag& iq) const {
    const auto from = sender(iq, context.account);
    return from && (from->bare() == context.account || *from == context.account.domain());
}

void Session::Parts::take_roster_push(const gloox::Tag& iq, const gloox::Tag& query) {
    // RFC 6121 2.1.6: from anybody else it must be ignored.
    if (sender(iq, context.account) != context.account) return;
    emit(to_roster_update(query, RosterPart::push, context));
    send(result_for(iq));
    if (online && options.vcards) vcards.pump();
}

void Session::Parts::on_rejected(const RejectedStanza& rejected) {
    emit(Quarantined{.account = context.account,
                     .seen_at = now(),
                     .from = rejected.from,
                     .reason = rejected.reason,
                     .size = rejected.size,
                     .head = rejected.head});
    management.count();
}

}  // namespace boswell::xmpp
