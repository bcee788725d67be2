// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.hpp"

#include <string>

namespace boswell {

/// A receipt that is in the record of no message: the message that it names is not in the archive,
/// or is told of only as a version of another one.
struct UnattachedReceipt : Receipt {
    std::string person = {};  ///< by the configuration, to whom the contact belongs; never archived
};

}  // namespace boswell
