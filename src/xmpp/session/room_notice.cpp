// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/room_notice.hpp"

#include "base/integer.hpp"
#include "base/text.hpp"
#include "model/jid.hpp"
#include "stanza/namespaces.hpp"
#include "xmpp/iq.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace boswell::xmpp {

static constexpr std::size_t longest_text = 200;
static constexpr std::size_t most_statuses = 32;

static void read_status(const stanza::Element& element, RoomNotice& notice) {
    const auto number = parse_integer<int>(element.attribute("code"));
    if (number && notice.statuses.size() < most_statuses) notice.statuses.insert(*number);
}

static void read_muc_user(const stanza::Element& x, RoomNotice& notice) {
    for (const auto& child : x.children()) {
        if (is(child, "status", ns::muc_user)) read_status(child, notice);
        if (is(child, "destroy", ns::muc_user)) notice.destroyed = true;
        if (is(child, "destroy", ns::muc_user) || is(child, "item", ns::muc_user))
            notice.text = utf8_prefix(child_text(child, "reason", ns::muc_user), longest_text);
        if (is(child, "item", ns::muc_user)) notice.new_nickname = child.attribute("nick");
    }
}

RoomNotice read_room_notice(const stanza::Element& presence) {
    RoomNotice notice;
    const auto type = presence.attribute("type");
    notice.available = type.empty();
    notice.error = type == "error";
    notice.nickname = Jid::parse(presence.attribute("from")).value_or(Jid()).resourcepart();
    if (const auto* x = find_child(presence, "x", ns::muc_user)) read_muc_user(*x, notice);
    if (!notice.error) return notice;
    notice.condition = error_condition(presence);
    if (const auto* error = find_child(presence, "error", ns::client))
        notice.text = utf8_prefix(child_text(*error, "text", ns::stanza_errors), longest_text);
    return notice;
}

static std::string with_text(std::string_view reason, const RoomNotice& notice) {
    return notice.text.empty() ? std::string(reason) : fmt::format("{} ({})", reason, notice.text);
}

std::string why_left(const RoomNotice& notice) {
    static constexpr std::array<std::pair<int, std::string_view>, 6> reasons{
        {{301, "banned"},
         {307, "kicked"},
         {321, "no longer a member"},
         {322, "the room is now for members only"},
         {332, "the room's server shuts down"},
         {333, "the room lost the connection"}}};
    if (notice.destroyed) return with_text("the room was destroyed", notice);
    for (const auto& [code, reason] : reasons) {
        if (notice.statuses.contains(code)) return with_text(reason, notice);
    }
    return with_text("the room says that we have left", notice);
}

std::string why_refused(const RoomNotice& notice) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> reasons{
        {{"conflict", "the nickname is taken"},
         {"not-authorized", "the room wants a password"},
         {"forbidden", "banned"},
         {"registration-required", "the room is for members only"},
         {"not-acceptable", "the room does not accept the nickname"},
         {"not-allowed", "the room may not be created"},
         {"item-not-found", "there is no such room"},
         {"service-unavailable", "the room is full"}}};
    for (const auto& [condition, reason] : reasons) {
        if (notice.condition == condition) return with_text(reason, notice);
    }
    return with_text(notice.condition.empty() ? "the room refuses" : notice.condition, notice);
}

std::string why_password_refused(const RoomNotice& notice) {
    return with_text("the room refuses the password", notice);
}

bool is_unwelcome(const RoomNotice& notice) {
    static constexpr std::array<std::string_view, 4> conditions{
        "forbidden", "registration-required", "not-authorized", "not-allowed"};
    const auto said = [&](int code) { return notice.statuses.contains(code); };
    return notice.destroyed || said(301) || said(321) || said(322) ||
           std::find(conditions.begin(), conditions.end(), notice.condition) != conditions.end();
}

}  // namespace boswell::xmpp
