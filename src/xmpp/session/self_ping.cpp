// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/self_ping.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace boswell::xmpp {

SelfPing::SelfPing(std::chrono::milliseconds after, Outlet& outlet,
                   std::function<void(Answer)> take)
    : after_(after), outlet_(outlet), take_(std::move(take)) {}

void SelfPing::heard() {
    silent_since_ = outlet_.clock();
    unanswered_ = 0;
}

void SelfPing::tick(const Jid& self) {
    if (outlet_.clock() >= silent_since_ + after_) ask(self);
}

void SelfPing::ask(const Jid& self) {
    if (std::exchange(is_open_, true)) return;
    outlet_.ask({.type = "get", .to = self, .payload = make_tag("ping", ns::ping)},
                [this](const stanza::Element* iq) { take(iq); });
}

// XEP-0410 3: an error says that we are outside, unless it comes from our own client, to which the
// room has passed the ping.
static SelfPing::Answer answer_in(const stanza::Element* iq) {
    static constexpr std::array<std::string_view, 3> of_our_client{
        "service-unavailable", "feature-not-implemented", "item-not-found"};
    if (iq == nullptr) return SelfPing::Answer::none;
    if (is_result(iq)) return SelfPing::Answer::inside;
    const auto condition = error_condition(*iq);
    if (condition.starts_with("remote-server")) return SelfPing::Answer::none;
    const bool passed_on = std::ranges::find(of_our_client, condition) != of_our_client.end();
    return passed_on ? SelfPing::Answer::inside : SelfPing::Answer::outside;
}

void SelfPing::take(const stanza::Element* iq) {
    is_open_ = false;
    const auto answer = answer_in(iq);
    if (answer == Answer::none) {
        // The next ping is as far away as if the room had said something.
        silent_since_ = outlet_.clock();
        ++unanswered_;
    }
    take_(answer);
}

}  // namespace boswell::xmpp
