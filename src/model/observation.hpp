// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "model/jid.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace boswell {

/// Why a span of observation ended: on purpose; with the connection, or because nothing was heard
/// for too long; with the agent; because the machine's clock was set.
enum class SpanEnd { closed, lost, killed, clock };
std::string_view to_string(SpanEnd end);
std::optional<SpanEnd> parse_span_end(std::string_view text);

/// A span in which an account was being watched. Outside of its spans nothing is known.
struct ObservationRecord {
    Jid account;
    Period period;
    bool presence = false;         ///< contacts' presence reached us
    std::optional<SpanEnd> ended;  ///< absent while it lasts
    std::string reason;            ///< a sentence; "" where `ended` says it all
    /// The stream of the account's span before went on, so nothing was lost between the two.
    bool continues = false;
};

}  // namespace boswell
