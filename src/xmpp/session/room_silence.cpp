// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Room that hears what the room sends, and makes sure that we are still in it
// (XEP-0410).
#include "xmpp/session/room.hpp"
#include "xmpp/translate/archive.hpp"
#include "xmpp/translate/delay.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace boswell::xmpp {

static constexpr int most_unanswered = 2;

void Room::heard() {
    heard_at_ = around_.clock();
    last_heard_ = now();
    unanswered_ = 0;
}

bool Room::repeats(const gloox::Tag& message) {
    heard();
    if (is_archive_result(message)) {
        archive_.see(message);
        return false;
    }
    const auto* subject = find_child(message, "subject", ns::client);
    const bool speaks = find_child(message, "body", ns::client) != nullptr;
    if (message.findAttribute("type") != "groupchat" || subject == nullptr || speaks) return false;
    return take_subject(subject->cdata(), find_delay(message, room_).has_value());
}

// A subject without a date that comes when we enter was set some time before; where there is an
// archive, that has it with its date.
bool Room::take_subject(const std::string& subject, bool dated) {
    const bool told_to_all = !std::exchange(subject_due_, false);
    const bool new_to_us = std::exchange(subject_, subject) != subject;
    if (new_to_us) report();
    return !told_to_all && (!new_to_us || (!dated && fetches_archive_));
}

void Room::check_silence() {
    if (std::exchange(ping_open_, true)) return;
    around_.outlet.ask({.type = "get", .to = self(), .payload = make_tag("ping", ns::ping)},
                       [this](const gloox::Tag* iq) {
                           ping_open_ = false;
                           if (stage_ == Stage::joined || stage_ == Stage::verifying) take_pong(iq);
                       });
}

// XEP-0410 3: an error says that we are not in, but for those that come from our own client.
void Room::take_pong(const gloox::Tag* iq) {
    static constexpr std::array<std::string_view, 3> inside{
        "service-unavailable", "feature-not-implemented", "item-not-found"};
    const auto condition = iq == nullptr ? std::string() : error_condition(*iq);
    const bool unclear = iq == nullptr || condition.starts_with("remote-server");
    if (unclear) {
        heard_at_ = around_.clock();  // ask again as late as if it had been heard
        if (stage_ == Stage::verifying || ++unanswered_ >= most_unanswered)
            forgotten("the room does not answer");
        return;
    }
    if (is_result(iq) || std::find(inside.begin(), inside.end(), condition) != inside.end())
        return still_there();
    forgotten("the room has forgotten us");
}

void Room::still_there() {
    heard();
    if (stage_ != Stage::verifying) return;
    stage_ = Stage::joined;
    seen_until_.reset();  // nothing was missed
    catch_up();
}

void Room::forgotten(const std::string& reason) {
    // The stream before this one lived until seen_until_, but the room was asked so long before.
    if (stage_ == Stage::verifying && seen_until_) *seen_until_ -= around_.options.room_ping_after;
    go_out(RoomState::left, reason, std::chrono::seconds(0));
    enter();
}

}  // namespace boswell::xmpp
