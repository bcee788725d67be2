// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/histories/walk.hpp"

#include "base/error.hpp"

#include <algorithm>

namespace boswell::formats {

namespace fs = std::filesystem;

static constexpr std::size_t most_files = 1'000'000;
static constexpr int deepest = 64;

static void walk(const fs::path& folder, int depth, Found& found) {
    if (depth > deepest) throw Error("{} is more than {} folders deep", folder.string(), deepest);
    std::error_code error;
    std::vector<fs::directory_entry> entries;
    for (auto entry = fs::directory_iterator(folder, error);
         !error && entry != fs::directory_iterator(); entry.increment(error)) {
        entries.push_back(*entry);
        if (found.files.size() + entries.size() > most_files)
            throw Error("{} has more than {} files; import the folders in it one by one",
                        folder.string(), most_files);
    }
    if (error)
        found.complaints.push_back(
            fmt::format("cannot read {}: {}", folder.string(), error.message()));
    std::ranges::sort(entries, {}, [](const auto& entry) { return entry.path().native(); });
    for (const auto& entry : entries) {
        const auto status = entry.symlink_status(error);
        if (fs::is_directory(status)) {
            walk(entry.path(), depth + 1, found);
        } else if (fs::is_regular_file(status) && entry.file_size(error) > 0 && !error) {
            found.files.push_back(entry.path());
        }
    }
}

Found files_below(const fs::path& folder) {
    Found found;
    walk(folder, 1, found);
    return found;
}

}  // namespace boswell::formats
