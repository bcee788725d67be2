// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/left_parts.hpp"

#include "base/part.hpp"
#include "base/printable.hpp"
#include "cli/terminal.hpp"

namespace boswell::cli {

void clear_left_parts(const std::filesystem::path& target) {
    for (const auto& part : remove_left_parts(target))
        complain(fmt::format("{} is removed: it was half made when its process was killed",
                             printable(part.string())));
}

}  // namespace boswell::cli
