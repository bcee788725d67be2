// SPDX-License-Identifier: GPL-3.0-or-later
// Facebook Chat (2010 to 2015): the server gave the account its JID at binding, sent what the user
// wrote elsewhere to clients with a certain feature, and gave pictures by URL to those who asked.
#include "stanza/translate.hpp"
#include "stanza/write_xml.hpp"
#include "xmpp/profile.hpp"
#include "xmpp/session/outlet.hpp"
#include "xmpp/xml/tag.hpp"

#include <fmt/format.h>

#include <array>

namespace boswell::xmpp {

static constexpr std::array<std::string_view, 1> domains{"chat.facebook.com"};
static constexpr std::string_view own_messages = "http://www.facebook.com/xmpp/messages";
static constexpr std::array<std::string_view, 1> features{own_messages};

/// Contacts were u123 until March of 2010, then %123, and are -123 since April of that year.
static bool is_old_form(std::string_view address) {
    const auto at = address.find('@');
    if (at == address.npos || at < 2 || (address[0] != 'u' && address[0] != '%')) return false;
    const auto number = address.substr(1, at - 1);
    const auto rest = address.substr(at + 1);
    return number.find_first_not_of("0123456789") == number.npos &&
           rest.substr(0, rest.find('/')) == domains[0];
}

static std::optional<std::string> modern_address(std::string_view address) {
    if (!is_old_form(address)) return std::nullopt;
    return fmt::format("-{}", address.substr(1));
}

static void extend_vcard_request(gloox::Tag& vcard) {
    add_child(vcard, "want-extval", "http://www.facebook.com/xmpp/vcard/photo");
}

/// A message that the user has sent with another client. (A client that sends a message gets it
/// back, too, but we send none.)
static bool take_push(const stanza::Element& iq, const stanza::Context& context, Outlet& outlet) {
    const auto* own = find_child(iq, "own-message", own_messages);
    if (own == nullptr) return false;
    const auto to = Jid::parse(own->attribute("to"));
    const auto* body = find_child(*own, "body", own_messages);
    if (!to || body == nullptr || body->text().empty()) return true;
    Message message;
    message.account = context.account;
    message.direction = Direction::out;
    message.with = to->bare();
    message.from = context.account;
    message.to = *to;
    message.type = MessageType::chat;
    message.stamp = message.received_at = context.now;
    message.bodies = {{.lang = "", .text = std::string(body->text())}};
    message.via = Via::carbon;
    write_xml(iq, "", "", message.stanza);
    outlet.emit(std::move(message));
    return true;
}

extern constinit const Profile facebook_profile = {
    .name = "facebook",
    .domains = domains,
    .assigns_jid = true,
    .ignores_unknown = true,
    .has_pep = false,
    .features = features,
    .modern_address = modern_address,
    .extend_vcard_request = extend_vcard_request,
    .take_push = take_push,
};

}  // namespace boswell::xmpp
