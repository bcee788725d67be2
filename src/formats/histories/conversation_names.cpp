// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/histories/conversation_names.hpp"

#include <fmt/core.h>

namespace boswell::formats {

// Where one side is known, somebody with another name is the other side; but only one such name is
// taken for it, because people change their names.
ConversationNames::ConversationNames(const std::set<std::string>& names, const IsOwn& is_own,
                                     const IsContact& is_contact) {
    for (const auto& name : names)
        (is_own(name) ? own_ : is_contact(name) ? contact_ : unknown_).insert(name);
    if (unknown_.size() != 1 || own_.empty() == contact_.empty()) return;
    (own_.empty() ? own_ : contact_).merge(unknown_);
}

std::optional<Direction> ConversationNames::direction_of(const std::string& name) const {
    if (own_.contains(name)) return Direction::out;
    if (contact_.contains(name)) return Direction::in;
    return std::nullopt;
}

std::string ConversationNames::unknown() const {
    std::string all;
    for (const auto& name : unknown_) all += fmt::format("{}'{}'", all.empty() ? "" : ", ", name);
    return all;
}

}  // namespace boswell::formats
