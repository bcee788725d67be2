// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/contact_history.hpp"
#include "cli/context.hpp"

#include <vector>

namespace boswell::cli {

void print_card(Context& context, const ContactRecord& contact);

/// What changed from version to version, a field a line: "-" before what went, "+" before what
/// came,
/// "~" before what became something else.
void print_history(Context& context, const std::vector<archive::ContactVersion>& versions);

}  // namespace boswell::cli
