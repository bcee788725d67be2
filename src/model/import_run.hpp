// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace boswell {

/// One run of an import: what was taken from one file or folder.
struct ImportRunRecord {
    std::int64_t run = 0;
    std::vector<std::string> formats;
    std::string path;              ///< absolute; "-" is standard input
    Time at;                       ///< when it began
    std::optional<Time> ended_at;  ///< absent while it lasts, and if it was interrupted
    std::int64_t messages = 0;     ///< that it added, as the next two
    std::int64_t presences = 0;
    std::int64_t contacts = 0;  ///< versions of roster entries, vCards, PEP items and keys
    std::optional<Time> undone_at;
};

}  // namespace boswell
