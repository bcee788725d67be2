// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/migrations.hpp"

#include <string_view>

namespace boswell::archive {

/// The tables of an archive: schema/*.sql, and the mark that tells an archive from other databases.
const sqlite::Schema& schema();

/// The dictionary by which new archives pack stanzas: schema/stanza_dictionary.xml.
std::string_view stanza_dictionary();

}  // namespace boswell::archive
