// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "formats/histories/vcard_reader.hpp"

#include <string>
#include <vector>

namespace boswell::formats {

/// A <vCard/> (XEP-0054) that says what a card of a file says: names, addresses, numbers,
/// organisation, birthday, note, and pictures that are pictures. `name` is the FN to be taken.
std::string vcard_element(const std::vector<VCardProperty>& card, const std::string& name);

}  // namespace boswell::formats
