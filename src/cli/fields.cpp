// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/fields.hpp"

#include "base/printable.hpp"
#include "cli/width.hpp"
#include "view/times.hpp"

#include <algorithm>

namespace boswell::cli {

static constexpr int indentation = 2;
static constexpr int name_width = 13;
static constexpr int narrowest = 20;

void Fields::begin(std::string_view heading) {
    out_.print("{}\n", out_.paint(Style::heading, printable(heading)));
}

void Fields::text(std::string_view name, std::string_view value) {
    if (!value.empty()) put(name, printable(value));
}

void Fields::time(std::string_view name, Time value) { put(name, view::exact_time(value, zone_)); }

void Fields::lines(std::string_view name, std::string_view value) {
    if (!value.empty()) put(name, value);
}

void Fields::lines(const view::FieldLines& fields) {
    for (const auto& [name, value] : fields) lines(name, value);
}

void Fields::put(std::string_view name, std::string_view value) {
    const auto label = std::string(indentation, ' ') + pad(name, name_width);
    const auto used = display_width(label) + 1;
    // Output that is no terminal has no width, and its lines are not broken.
    const int columns = out_.width() == 0 ? 1 << 30 : std::max(narrowest, out_.width() - used);
    auto begin = out_.paint(Style::dim, label);
    for (const auto& line : wrap(value, columns)) {
        out_.print("{} {}\n", begin, line);
        begin.assign(static_cast<std::size_t>(display_width(label)), ' ');
    }
}

}  // namespace boswell::cli
