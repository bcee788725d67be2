// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "view/field_changes.hpp"
#include "view/markup.hpp"

namespace boswell::web {

/// Fields with their names as a list of descriptions; the values become printable.
void write_fields(view::Markup& markup, const view::FieldLines& fields);

}  // namespace boswell::web
