// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/observation.hpp"
#include "model/presence.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

/// What the archive gives back of presence; see model/record.hpp.
namespace boswell {

struct PresenceRecord {
    Jid account;
    Jid contact;  ///< bare
    std::string resource;
    PresenceType type = PresenceType::available;
    Show show = Show::available;
    std::string status;
    int priority = 0;
    Time stamp;
    Time seen_at;
    Cause cause = Cause::change;
    std::optional<Occupant> occupant;  ///< what the room says of the occupant
    std::string nick;                  ///< XEP-0172
    /// Sent to the account alone (RFC 6121 4.6), which was not subscribed then: it says nothing of
    /// how the contact was for others. False if that is not known.
    bool directed = false;
    std::string person = {};  ///< by the configuration, to whom the contact belongs; never archived
};

/// A contact's presence over a period, added up. Online is every state but offline and unknown; a
/// session is a stretch of online that nothing interrupts.
struct PresenceSummary {
    Jid account;
    Jid contact;  ///< bare
    Period period;
    std::string resource;                            ///< "" for all of them
    std::map<PresenceState, milliseconds> by_state;  ///< states that occurred
    std::int64_t sessions = 0;
    milliseconds longest_session{0};
    std::optional<Time> first_seen;  ///< online
    std::optional<Time> last_seen;
    std::string person = {};  ///< by the configuration, to whom the contact belongs; never archived
};

/// Summaries of several contacts over the same period, added up: times are the sums of theirs.
struct PresenceTotal {
    Period period;
    std::int64_t contacts = 0;
    std::int64_t observed_contacts = 0;  ///< of whom something is known
    std::int64_t online_contacts = 0;    ///< who were online at any time
    std::map<PresenceState, milliseconds> by_state;
};

}  // namespace boswell
