// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/contact.hpp"
#include "model/pep.hpp"

#include <string>
#include <vector>

/// Lists within one column, as JSON, which sqlite3's json_each() reads.
namespace boswell::archive {

/// ["a", "b"]
std::string to_json(const std::vector<std::string>& texts);
/// [{"kind": "home", "number": "1"}]
std::string to_json(const std::vector<VCardTelephone>& telephones);
/// {"title": "Yesterday", "artist": ["John", "Paul"]}: a list where a name repeats.
std::string to_json(const std::vector<PepField>& fields);

}  // namespace boswell::archive
