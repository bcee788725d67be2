// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jid.hpp"
#include "model/message.hpp"

#include <functional>
#include <optional>
#include <set>
#include <string>

namespace boswell::formats {

/// Who of the two in a conversation is who, where a history has but names that people gave
/// themselves.
class ConversationNames {
public:
    /// Tells whether a name is the account owner's.
    using IsOwn = std::function<bool(const std::string&)>;
    /// Tells whether a name is the contact's.
    using IsContact = std::function<bool(const std::string&)>;

    ConversationNames(const std::set<std::string>& names, const IsOwn& is_own,
                      const IsContact& is_contact);

    /// Nothing if it cannot be told.
    std::optional<Direction> direction_of(const std::string& name) const;
    /// The names of whom it cannot be told, in quotes and with commas.
    std::string unknown() const;

private:
    std::set<std::string> own_;
    std::set<std::string> contact_;
    std::set<std::string> unknown_;
};

}  // namespace boswell::formats
