// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "formats/format.hpp"

namespace boswell::formats {

/// Reads what the format csv writes of messages and presence, and what a spreadsheet has made of
/// it: other columns, and columns in another order, are no fault.
std::unique_ptr<Importer> make_csv_importer(Input& in, const ImportHead& head);

/// Whether a file that begins like this has the head of such a table.
bool is_csv(std::string_view head);

}  // namespace boswell::formats
