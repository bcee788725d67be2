// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pep.hpp"

#include <algorithm>
#include <string>

namespace boswell::archive {

/// Of an event that names a picture (XEP-0084) the SHA-1 of its bytes, else "".
inline std::string picture_hash(const PepEvent& event) {
    if (event.node != PepNode::avatar) return {};
    const auto hash = std::ranges::find(event.fields, "sha1", &PepField::name);
    return hash == event.fields.end() ? std::string() : hash->value;
}

}  // namespace boswell::archive
