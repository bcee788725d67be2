// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/pep_schedule.hpp"
#include "xmpp/vcard_schedule.hpp"

namespace boswell::xmpp {

/// What an account fetches of its contacts, over all of its sessions.
struct FetchSchedules {
    VCardSchedule vcards = {};
    PepSchedule pep = {};
};

}  // namespace boswell::xmpp
