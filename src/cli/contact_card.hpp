// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context.hpp"
#include "view/field_changes.hpp"

#include <vector>

namespace boswell::cli {

/// What a contact card says: name and value, unknown ones left out. The values are as archived.
using CardLines = view::FieldLines;
CardLines card_lines(const ContactRecord& contact);

void print_card(Context& context, const ContactRecord& contact);

/// Every version of a contact and since when it was so, oldest first.
struct ContactVersion {
    Time since;
    ContactRecord contact;
};
std::vector<ContactVersion> contact_history(const archive::Reader& archive, const Jid& account,
                                            const Jid& contact);

/// What changed from version to version, a field a line: "-" before what went, "+" before what
/// came,
/// "~" before what became something else.
void print_history(Context& context, const std::vector<ContactVersion>& versions);

}  // namespace boswell::cli
