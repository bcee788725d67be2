// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "peer.hpp"

/// What a server says in the usual case, for scripts to begin with. The account is
/// alice@example.org, its password "secret".
namespace boswell::test {

inline constexpr std::string_view header =
    "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
    "xmlns:stream='http://etherx.jabber.org/streams' id='1' from='example.org' version='1.0'>";

inline void features(Peer& server, std::string_view inner) {
    server.expect("version='1.0'>");
    server.send(fmt::format("{}<stream:features>{}</stream:features>", header, inner));
}

inline void offer_tls(Peer& server) {
    features(server, "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>");
    server.expect("<starttls");
}

inline void tls(Peer& server) {
    offer_tls(server);
    server.send("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    server.start_tls();
}

inline void offer_sasl(Peer& server, std::string_view mechanism) {
    features(server, fmt::format("<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                                 "<mechanism>{}</mechanism></mechanisms>",
                                 mechanism));
}

/// Until <auth/> with the password in it has come.
inline void ask_password(Peer& server) {
    tls(server);
    offer_sasl(server, "PLAIN");
    server.expect("AGFsaWNlAHNlY3JldA==</auth>");
}

inline void accept_login(Peer& server, std::string_view more_features = "") {
    server.send("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
    features(server,
             fmt::format("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>{}", more_features));
}

inline void bind(Peer& server, std::string_view jid = "alice@example.org/boswell") {
    server.answer(
        "xmpp-bind",
        fmt::format("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>{}</jid></bind>", jid));
}

/// Until the client has asked what server and account can do.
inline void log_in(Peer& server) {
    ask_password(server);
    accept_login(server);
    bind(server);
}

inline constexpr std::string_view disco = "http://jabber.org/protocol/disco#info";

inline void describe(Peer& server) {
    server.answer("to='example.org'", fmt::format("<query xmlns='{}'><feature "
                                                  "var='urn:xmpp:carbons:2'/></query>",
                                                  disco));
    server.answer("to='alice@example.org'",
                  fmt::format("<query xmlns='{}'><feature var='urn:xmpp:mam:2'/><feature "
                              "var='urn:xmpp:sid:0'/></query>",
                              disco),
                  "alice@example.org");
}

/// What the account's clients keep for each other: nothing.
inline void answer_own_lists(Peer& server) {
    for (const auto* place : {"urn:xmpp:mds:displayed:0", "urn:xmpp:bookmarks:1",
                              "node='storage:bookmarks'", "jabber:iq:private"})
        server.answer(place, "");
}

/// From the bound resource on.
inline void go_online_bound(Peer& server, std::string_view items = "") {
    describe(server);
    server.answer("urn:xmpp:carbons:2", "");
    server.answer("jabber:iq:roster",
                  fmt::format("<query xmlns='jabber:iq:roster'>{}</query>", items));
    server.expect("</presence>");
}

/// Until the client has sent presence. `items` are the roster.
inline void go_online(Peer& server, std::string_view items = "") {
    log_in(server);
    go_online_bound(server, items);
}

inline void close_stream(Peer& server) { server.send("</stream:stream>"); }

}  // namespace boswell::test
