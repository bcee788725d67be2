// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "model/message.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boswell {

enum class CallOutcome { answered, missed, declined, failed };
std::string_view to_string(CallOutcome outcome);
std::optional<CallOutcome> parse_call_outcome(std::string_view text);

/// What a later message says of a call.
struct CallEvent {
    CallAction action = CallAction::ringing;
    Jid from;
    Jid to;
    Time at;
    std::string reason;                   ///< XEP-0166 7.4, such as "busy"
    std::int64_t id = 0;                  ///< of the message that says so
    std::string message_id;               ///< the id that its sender gave that message
    std::optional<StanzaId> stanza_id{};  ///< of that message
    friend bool operator==(const CallEvent&, const CallEvent&) = default;
};

/// A call (XEP-0353). It is the message that proposed it, or where that is not here its first one.
struct CallRecord {
    std::string id;                           ///< chosen by the caller
    CallAction action = CallAction::propose;  ///< what the message itself says
    std::string reason;                       ///< of that
    std::vector<std::string> media;           ///< "audio", "video"
    std::vector<CallEvent> events;            ///< in the order of time
    std::optional<CallOutcome> outcome;       ///< absent: not known
    std::optional<milliseconds> duration;     ///< absent: not both ends of it were seen
    friend bool operator==(const CallRecord&, const CallRecord&) = default;
};

/// Whether the account calls (out) or is called (in). Absent: the message that stands for the call,
/// which has the direction `said`, does not tell.
std::optional<Direction> direction_of(const CallRecord& call, Direction said);

/// Sets outcome and duration by what was said of the call. `said` and `at` are the direction and
/// the time of the message that stands for it. Only the side that was called answers or declines,
/// and only the caller takes the call back: what the other side says of that does not count.
void conclude(CallRecord& call, const Jid& account, Direction said, Time at);

}  // namespace boswell
