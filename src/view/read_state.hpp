// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "model/message_record.hpp"

#include <optional>
#include <string>

namespace boswell::view {

/// Whether the account's own clients have read the message (XEP-0490): nothing for one that the
/// account has sent, and if the message that the mark names is not here.
std::optional<bool> is_read(const MessageRecord& message, const std::optional<ReadMark>& mark);

/// The same in words; "" if it is not known.
std::string read_text(const MessageRecord& message, const std::optional<ReadMark>& mark,
                      const TimeZone& zone);

/// Where in a conversation, of which the messages are shown in their order, the line belongs that
/// says how far it was read.
class ReadLine {
public:
    explicit ReadLine(std::optional<ReadMark> mark) : mark_(std::move(mark)) {}

    /// True once: the message is the first one behind that line, and others stand before the line.
    bool is_before(const MessageRecord& message);
    /// True once: the message is the last one before the line.
    bool is_behind(const MessageRecord& message);

private:
    std::optional<ReadMark> mark_;  // none, or told already
    bool has_begun_ = false;        // messages that were read stand before it
};

}  // namespace boswell::view
