// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    std::string_view name;  ///< a namespace that it needs is an attribute, too
    std::string_view value;
    std::string_view mechanism = {};  ///< only with this one; "" for all
};

/// What a service does otherwise than the RFCs have it. Each is defined in a file of profiles/, and
/// the table is made from that folder: adding a service is adding a file.
struct Profile {
    std::string_view name;                           ///< in the configuration
    std::span<const std::string_view> domains = {};  ///< whose accounts have it by default
    std::string_view host = {};  ///< to connect to; "" for what DNS says of the domain
    /// The server tells at binding who we are, whatever the account is called. The archive keeps
    /// what the configuration calls it.
    bool assigns_jid = false;
    /// Answers to requests to contacts come from the server's domain.
    bool server_answers = false;
    /// Requests that it does not know get no answer, not even an error: it is asked neither what it
    /// can do nor by pings, but for the roster.
    bool ignores_unknown = false;
    /// Asked for a sign of life after that much silence.
    std::chrono::seconds ping_after{60};
    std::span<const AuthAttribute> auth_attributes = {};
    /// What disco#info says of us in addition.
    std::span<const std::string_view> features = {};
    /// For addresses of an older form: they are read as if they were written in the one of today.
    /// The archive has the original as well.
    stanza::ModernAddress modern_address = nullptr;
    void (*extend_roster_request)(gloox::Tag& query) = nullptr;
    void (*extend_vcard_request)(gloox::Tag& vcard) = nullptr;
    /// A request of the service's own (an <iq/> of type set that it may send). True if it was
    /// taken; it is then answered with an empty result.
    bool (*take_push)(const stanza::Element& iq, const stanza::Context& context,
                      Outlet& outlet) = nullptr;
};

/// All of them, sorted by name.
std::span<const Profile* const> profiles();
/// "xmpp": as the RFCs have it.
const Profile& plain_profile();
/// nullptr if there is none of that name.
const Profile* find_profile(std::string_view name);
/// The one of an account in that domain.
const Profile& profile_of(std::string_view domain);

}  // namespace boswell::xmpp
