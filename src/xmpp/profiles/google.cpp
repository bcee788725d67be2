// SPDX-License-Identifier: GPL-3.0-or-later
// Google Talk (2005 to 2013): the server may know the account under another domain, and appends to
// the resource; it tells of new mail, and insists on an answer.
#include "xmpp/profile.hpp"
#include "xmpp/xml/tag.hpp"

#include <array>

namespace boswell::xmpp {

static constexpr std::array<std::string_view, 2> domains{"gmail.com", "googlemail.com"};

static constexpr std::array<AuthAttribute, 3> attributes{
    {{"xmlns:auth", "http://www.google.com/talk/protocol/auth"},
     {"auth:service", "oauth2", "X-OAUTH2"},
     {"auth:client-uses-full-bind-result", "true"}}};

// Asks for people of the address book, and for blocked and hidden contacts, as well.
static void extend_roster_request(gloox::Tag& query) {
    query.addAttribute("xmlns:gr", "google:roster");
    query.addAttribute("gr:ext", "2");
}

static bool take_push(const stanza::Element& iq, const stanza::Context&, Outlet&) {
    return find_child(iq, "new-mail", "google:mail:notify") != nullptr ||
           find_child(iq, "query", "google:nosave") != nullptr ||
           find_child(iq, "query", "google:shared-status") != nullptr ||
           find_child(iq, "usersetting", "google:setting") != nullptr;
}

extern constinit const Profile google_profile = {
    .name = "google",
    .domains = domains,
    .assigns_jid = true,
    .has_pep = false,
    .auth_attributes = attributes,
    .extend_roster_request = extend_roster_request,
    .take_push = take_push,
};

}  // namespace boswell::xmpp
