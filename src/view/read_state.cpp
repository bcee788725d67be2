// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/read_state.hpp"

#include "view/times.hpp"

#include <fmt/core.h>

namespace boswell::view {

std::optional<bool> is_read(const MessageRecord& message, const std::optional<ReadMark>& mark) {
    if (!mark || mark->id == 0 || message.direction == Direction::out) return std::nullopt;
    return message.id <= mark->id;
}

std::string read_text(const MessageRecord& message, const std::optional<ReadMark>& mark,
                      const TimeZone& zone) {
    const auto read = is_read(message, mark);
    if (!read) return {};
    const auto until = exact_time(mark->stamp.value_or(mark->at), zone);
    return *read ? fmt::format("yes: your own clients have read until {}", until)
                 : fmt::format("not yet: your own clients have read until {}", until);
}

bool ReadLine::is_before(const MessageRecord& message) {
    if (!mark_ || mark_->id == 0) return false;
    if (message.id <= mark_->id) {
        has_begun_ = true;
        return false;
    }
    mark_.reset();
    return has_begun_;
}

bool ReadLine::is_behind(const MessageRecord& message) {
    if (!mark_ || mark_->id != message.id) return false;
    mark_.reset();
    return true;
}

}  // namespace boswell::view
