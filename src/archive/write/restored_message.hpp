// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.hpp"

#include <cstdint>
#include <vector>

namespace boswell::archive {

/// A message as a record tells of it.
struct RestoredMessage {
    Message message;
    std::vector<Via> ways;  ///< in which it came, at least one
    std::int64_t id = 0;    ///< that it had in the archive of the record; 0 if unknown
};

}  // namespace boswell::archive
