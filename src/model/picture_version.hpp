// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"

#include <string>

namespace boswell {

/// The picture that a contact had from then on.
struct PictureVersion {
    Time since;
    std::string sha1;  ///< hex, a name for it; "" for none
    friend bool operator==(const PictureVersion&, const PictureVersion&) = default;
};

}  // namespace boswell
