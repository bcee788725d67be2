// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "formats/format.hpp"

#include <memory>

namespace boswell::formats {

/// Reads <server-data/> (XEP-0227): the archives of its users, their rosters and their own vCards,
/// which are dated by the file, and the vCards of contacts in an export of boswell's. What else
/// servers keep of them is counted as skipped; passwords are not looked at.
std::unique_ptr<Importer> import_server_data(Input& in, const ImportHead& head);

}  // namespace boswell::formats
