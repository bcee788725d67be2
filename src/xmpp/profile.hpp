// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <span>
#include <string_view>
#include <utility>

namespace gloox {
class Tag;
}

namespace boswell::xmpp {

class Outlet;
struct Context;

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
    /// Of <auth/>, with the namespaces they need.
    std::span<const std::pair<std::string_view, std::string_view>> auth_attributes = {};
    /// What disco#info says of us in addition.
    std::span<const std::string_view> features = {};
    void (*extend_roster_request)(gloox::Tag& query) = nullptr;
    void (*extend_vcard_request)(gloox::Tag& vcard) = nullptr;
    /// A request of the service's own (an <iq/> of type set that it may send). True if it was
    /// taken; it is then answered with an empty result.
    bool (*take_push)(const gloox::Tag& iq, const Context& context, Outlet& outlet) = nullptr;
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
