// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/parse.hpp"
#include "support/event_log.hpp"
#include "xmpp/session/outlet.hpp"

#include <fmt/core.h>

#include <string>
#include <string_view>
#include <utility>

namespace boswell::test {

/// The answers that a server gives to a request.
inline std::string iq_result(std::string_view content = "") {
    return fmt::format("<iq xmlns='jabber:client' type='result'>{}</iq>", content);
}
inline std::string iq_error(std::string_view condition) {
    return fmt::format(
        "<iq xmlns='jabber:client' type='error'><error type='cancel'>"
        "<{} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>",
        condition);
}
/// Hands over an answer; "" is none in time.
inline void give(const xmpp::IqAnswer& taker, const std::string& iq) {
    if (iq.empty()) return taker(nullptr);
    taker(&stanza::parse(iq)->root());
}

/// The outlet of one part of a session. The events of that part are kept, and what it sends goes
/// nowhere; each test says what becomes of its requests.
class FakeOutlet : public xmpp::Outlet, public EventLog {
public:
    xmpp::IqTracker::Instant clock() const override { return time; }
    void send(xmpp::TagPtr) override {}
    void emit(Event event) override { events.push_back(std::move(event)); }
    void end_page(const Jid&) override {}

    xmpp::IqTracker::Instant time{std::chrono::hours(1)};
};

}  // namespace boswell::test
