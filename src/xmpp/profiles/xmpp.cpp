// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/profile.hpp"

namespace boswell::xmpp {

extern constinit const Profile xmpp_profile = {.name = "xmpp"};

}  // namespace boswell::xmpp
