// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/field_changes.hpp"

#include <map>

namespace boswell::view {

using Values = std::map<std::string, std::vector<std::string>>;

static Values by_field(const FieldLines& lines) {
    Values values;
    for (const auto& [field, value] : lines) values[field].push_back(value);
    return values;
}

// Each line of `lines` that `others` lacks; a value that is there twice is two lines.
static FieldLines missing(const FieldLines& lines, const FieldLines& others) {
    std::map<std::pair<std::string, std::string>, int> spare;
    for (const auto& line : others) ++spare[line];
    FieldLines found;
    for (const auto& line : lines) {
        if (auto& count = spare[line]; count > 0)
            --count;
        else
            found.push_back(line);
    }
    return found;
}

std::vector<FieldChange> field_changes(const FieldLines& before, const FieldLines& after) {
    auto old_values = by_field(before);
    auto new_values = by_field(after);
    const auto is_single = [&](const std::string& field) {
        return old_values[field].size() == 1 && new_values[field].size() == 1;
    };
    std::vector<FieldChange> changes;
    for (const auto& [field, value] : missing(before, after))
        if (!is_single(field)) changes.push_back({field, value, ""});
    for (const auto& [field, value] : missing(after, before))
        changes.push_back({field, is_single(field) ? old_values[field].front() : "", value});
    return changes;
}

}  // namespace boswell::view
