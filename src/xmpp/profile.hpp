// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sign_of_life.hpp"
#include "stanza/element.hpp"
#include "stanza/modern_address.hpp"

#include <chrono>
#include <span>
#include <string_view>

namespace gloox {
class Tag;
}

namespace boswell::stanza {
struct Context;
}

namespace boswell::xmpp {

class Outlet;

/// An attribute of <auth/> (RFC 6120 6.4.2).
struct AuthAttribute {
    std::string_view name;  ///< the namespace declaration that it needs is an attribute, too
    std::string_view value;
    std::string_view mechanism = {};  ///< only with this one; "" for all
};

/// A service, with its deviations from the RFCs. Each profile is defined in a file of profiles/,
/// and the table is made from that folder: to add a service is to add a file.
struct Profile {
    std::string_view name;                           ///< in the configuration
    std::span<const std::string_view> domains = {};  ///< whose accounts have it by default
    std::string_view host = {};  ///< to connect to; "" for what DNS says of the domain
    /// The server gives the account its JID at binding, whatever the configuration calls it. The
    /// archive uses the JID of the configuration.
    bool assigns_jid = false;
    /// Answers to requests to contacts come from the server's domain.
    bool server_answers = false;
    /// The server does not answer requests that it does not know, not even with an error. So it
    /// gets neither disco#info requests nor pings: to see if it is alive, it is asked for the
    /// roster.
    bool ignores_unknown = false;
    /// People publish there what PEP (XEP-0163) is for.
    bool has_pep = true;
    /// The silence after which the server is asked for a sign of life.
    std::chrono::seconds ping_after = boswell::ping_after;
    std::span<const AuthAttribute> auth_attributes = {};
    /// Features that our answer to disco#info has in addition.
    std::span<const std::string_view> features = {};
    /// For services whose addresses had an older form: such an address is read as if it were
    /// written in the later form. The original stanza keeps the older one.
    stanza::ModernAddress modern_address = nullptr;
    void (*extend_roster_request)(gloox::Tag& query) = nullptr;
    void (*extend_vcard_request)(gloox::Tag& vcard) = nullptr;
    /// Takes a request of the service's own (an <iq/> of type set that the service may send). If it
    /// returns true, the request is answered with an empty result.
    bool (*take_push)(const stanza::Element& iq, const stanza::Context& context,
                      Outlet& outlet) = nullptr;
};

/// All of them, sorted by name.
std::span<const Profile* const> profiles();
/// "xmpp": as the RFCs have it.
const Profile& plain_profile();
/// nullptr if there is none of that name.
const Profile* find_profile(std::string_view name);
/// The default profile of an account in that domain.
const Profile& profile_of(std::string_view domain);

}  // namespace boswell::xmpp
