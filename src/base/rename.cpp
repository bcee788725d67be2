// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/rename.hpp"

#include <fcntl.h>
#include <stdio.h>

#include <cerrno>

namespace boswell {

bool rename_file(const std::filesystem::path& file, const std::filesystem::path& name,
                 Replace replace) noexcept {
    const unsigned flags = replace == Replace::no ? RENAME_NOREPLACE : 0;
    if (::renameat2(AT_FDCWD, file.c_str(), AT_FDCWD, name.c_str(), flags) == 0) return true;
    // COMPAT: NFS knows no flags.
    return errno == EINVAL && ::rename(file.c_str(), name.c_str()) == 0;
}

bool exchange_files(const std::filesystem::path& one, const std::filesystem::path& other) noexcept {
    return ::renameat2(AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(), RENAME_EXCHANGE) == 0;
}

}  // namespace boswell
