// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/record.hpp"
#include "view/field_changes.hpp"

namespace boswell::view {

/// What is known of a contact by its roster entry and vCard: name and value, unknown ones left out.
/// The values are as archived.
FieldLines contact_fields(const ContactRecord& contact);

}  // namespace boswell::view
