// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/reader.hpp"
#include "view/image_type.hpp"
#include "web/address.hpp"

#include <string>

namespace boswell::web {

/// Where a page finds a picture; "" if it is not here, or of a kind that is not shown.
inline std::string picture_address(const archive::Reader& reader, const std::string& sha1) {
    const auto avatar = reader.find_avatar(sha1);
    if (!avatar || view::image_type(avatar->bytes).empty()) return "";
    return Address("/picture").with("sha1", sha1).text();
}

}  // namespace boswell::web
