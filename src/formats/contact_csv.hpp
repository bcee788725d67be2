// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/record.hpp"

#include <string>

namespace boswell::formats {

/// The names of the columns, as in the view v_contact.
std::string contact_csv_head();

/// A contact as a row. Several groups, addresses or numbers are the lines of one cell; a line break
/// within one of them is a blank there.
std::string contact_csv_row(const ContactRecord& contact);

}  // namespace boswell::formats
