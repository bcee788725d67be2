// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boswell {

using std::chrono::milliseconds;

/// Milliseconds since 1970-01-01T00:00:00Z, as everywhere in the archive.
using Time = std::chrono::sys_time<milliseconds>;

/// A half-open span: since <= t < until.
struct Period {
    Time since;
    Time until;
    friend bool operator==(const Period&, const Period&) = default;
};

Time now();

constexpr std::int64_t to_milliseconds(Time time) { return time.time_since_epoch().count(); }
constexpr Time from_milliseconds(std::int64_t count) { return Time(milliseconds(count)); }

/// RFC 3339 with milliseconds, in UTC: 2026-11-22T07:44:38.000Z.
std::string to_rfc3339(Time time);

/// Strict RFC 3339 with any number of fraction digits (truncated to milliseconds) and an offset or
/// Z. A leap second (60) is read as 59. Years 1970 to 9999; nullopt for anything else.
std::optional<Time> parse_rfc3339(std::string_view text);

/// XEP-0082 DateTime (RFC 3339) or the legacy form of XEP-0091, CCYYMMDDThh:mm:ss, which is UTC.
std::optional<Time> parse_xmpp_stamp(std::string_view text);

}  // namespace boswell
