// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/copy_job.hpp"

#include "base/printable.hpp"
#include "cli/progress.hpp"
#include "cli/terminal.hpp"

#include <optional>

namespace boswell::cli {

static constexpr std::int64_t mebibyte = 1 << 20;

bool is_sound(const archive::Copy& copy) {
    const auto faults = copy.faults();
    for (const auto& fault : faults) complain(printable(fault));
    return faults.empty();
}

bool make_sound(archive::Copy& copy, const std::filesystem::path& original,
                const Arguments& arguments, Keys keys) {
    {
        std::optional<Progress> progress;
        copy.make_of(original, [&](std::int64_t done, std::int64_t all) {
            if (!progress) progress.emplace(arguments, all / mebibyte, "MiB");
            progress->advance_to(done / mebibyte);
        });
    }
    if (keys == Keys::remove) copy.remove_keys();
    return is_sound(copy);
}

}  // namespace boswell::cli
