// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context.hpp"

#include <optional>

namespace boswell::cli {

/// The end of the time that --at names; nothing without it.
std::optional<Time> chosen_time(const Context& context);

/// The contact's picture at that time. What the contact publishes by itself (XEP-0084) comes before
/// the picture in the vCard.
std::optional<Avatar> avatar_of(const Context& context, const ContactRecord& contact);

}  // namespace boswell::cli
