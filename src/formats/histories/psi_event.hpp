// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/record.hpp"

#include <string>

namespace boswell::formats {

/// An event as Psi keeps it, in files and in its database. The types are those of its
/// psievent.h.
struct PsiEvent {
    int type = 0;
    Direction direction = Direction::in;
    std::string subject;
    std::string url;
    std::string url_text;
    std::string text;
};

/// Whether it is about a subscription that the contact asks for or answers to.
bool is_subscription(const PsiEvent& event);
PresenceType subscription_of(const PsiEvent& event);

/// Fills in what the event says of a message that has its text already. False if it is none that
/// can be kept.
bool complete(MessageRecord& message, const PsiEvent& event);

}  // namespace boswell::formats
