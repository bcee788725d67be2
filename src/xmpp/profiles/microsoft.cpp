// SPDX-License-Identifier: GPL-3.0-or-later
// Microsoft Messenger (2011 to 2013). Contacts are opaque JIDs in the domain, which the roster
// names; answers to requests come from the domain; idle connections were cut after a minute or two.
#include "xmpp/profile.hpp"

#include <array>

namespace boswell::xmpp {

static constexpr std::array<std::string_view, 1> domains{"messenger.live.com"};

extern constinit const Profile microsoft_profile = {
    .name = "microsoft",
    .domains = domains,
    .assigns_jid = true,
    .server_answers = true,
    .has_pep = false,
    .ping_after = std::chrono::seconds(50),
};

}  // namespace boswell::xmpp
