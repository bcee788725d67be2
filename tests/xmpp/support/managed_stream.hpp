// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/support/play.hpp"
#include "xmpp/support/script.hpp"

#include <fmt/core.h>
#include <asio/post.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

/// Streams under stream management (XEP-0198).
namespace boswell::test {

inline constexpr std::string_view sm = "<sm xmlns='urn:xmpp:sm:3'/>";
inline constexpr std::string_view request = "<r xmlns='urn:xmpp:sm:3'/>";
inline constexpr std::string_view enabled =
    "<enabled xmlns='urn:xmpp:sm:3' id='s1' resume='true' location='[::1]:1'/>";
inline constexpr std::string_view hello =
    "<message from='bob@example.net/x' to='alice@example.org' type='chat'><body>hello</body>"
    "<stanza-id xmlns='urn:xmpp:sid:0' by='alice@example.org' id='a1'/></message>";
/// The answers that go_online_bound() gives.
inline constexpr std::uint32_t answers = 4;

inline std::string ack(std::uint32_t handled) {
    return fmt::format("<a xmlns='urn:xmpp:sm:3' h='{}'/>", handled);
}

inline void log_in_managed(Peer& server) {
    ask_password(server);
    accept_login(server, sm);
}

inline void go_online_managed(Peer& server, std::string_view answer = enabled) {
    log_in_managed(server);
    bind(server);
    server.expect("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
    server.send(answer);
    go_online_bound(server);
}

/// Commits like an agent: after what is being read, and from `first` on.
template <typename First>
void commit_from(Play& play) {
    play.sink.on_event = [&play, begun = false](const Event& event) mutable {
        begun = begun || std::holds_alternative<First>(event);
        if (begun) asio::post(play.loop, [&play] { play.session->committed(); });
    };
}

inline StreamState cut_stream(std::uint32_t handled) {
    return {.account = Jid::of("alice@example.org"),
            .jid = Jid::of("alice@example.org/old"),
            .id = "s0",
            .handled = handled,
            .at = {}};
}

}  // namespace boswell::test
