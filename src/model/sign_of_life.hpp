// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string_view>

/// How long nothing may be heard of a server that we are connected to (XEP-0199).
namespace boswell {

/// A server that has been silent for so long is pinged, unless its service needs it earlier.
inline constexpr std::chrono::seconds ping_after{60};
/// The server must then send something within this time, or the connection is given up.
inline constexpr std::chrono::seconds ping_timeout{30};
/// A sign of life is written down unless one was written down in the time before it.
inline constexpr std::chrono::seconds proof_interval{10};
/// For a timer that is late, a commit that takes its time.
inline constexpr std::chrono::seconds proof_delay{5};

/// A sign of life that was written down is younger than this as long as the connection lives. What
/// is older is no proof that the account is still being watched.
inline constexpr auto proof_lifetime = ping_after + ping_timeout + proof_interval + proof_delay;

/// How often a server's archive is asked that is the only source of what is sent to the account's
/// bare JID (a session of negative priority, RFC 6121 8.5.2.1.1).
inline constexpr std::chrono::seconds archive_interval{45};
/// Nothing is claimed of the time since the last answer of such an archive if that is older.
inline constexpr auto archive_patience = 2 * archive_interval + proof_delay;

/// Why a span of observation ends although the connection lives, as ConnectionChanged::error.
inline constexpr std::string_view clock_was_set = "the clock was set";
inline constexpr std::string_view heard_nothing = "nothing was heard of the server for too long";
/// Why it ends when the session was ended on purpose.
inline constexpr std::string_view was_stopped = "stopped";

}  // namespace boswell
