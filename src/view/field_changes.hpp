// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace boswell::view {

/// What is known of something: names of fields with their values, in a fixed order of the names. A
/// field may have several values, and then its name occurs as often.
using FieldLines = std::vector<std::pair<std::string, std::string>>;

/// One field that is no longer as it was.
struct FieldChange {
    std::string field;
    std::string before;  ///< "" if the value is new
    std::string after;   ///< "" if the value is gone
    friend bool operator==(const FieldChange&, const FieldChange&) = default;
};

/// What has changed between two versions. Where a field had one value and has one still, the two
/// belong together; of a field with several values each one comes or goes by itself. First what is
/// gone, then what changed or came.
std::vector<FieldChange> field_changes(const FieldLines& before, const FieldLines& after);

}  // namespace boswell::view
