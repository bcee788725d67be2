// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/known_archives.hpp"

#include "archive/create.hpp"
#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/log.hpp"

#include <system_error>

namespace boswell::archive {

static constexpr log::Domain domain{"archive"};

/// The file that stands for the archive in the state folder. Throws Error if there is no such
/// folder.
static std::filesystem::path token_of(const std::filesystem::path& archive) {
    const auto name = std::filesystem::absolute(archive).lexically_normal().string();
    return state_folder() / "archives" / sha1_hex(name);
}

static bool is_known(const std::filesystem::path& token) {
    std::error_code ignored;
    return std::filesystem::exists(token, ignored);
}

void require_not_lost(const std::filesystem::path& archive) {
    if (std::filesystem::exists(archive)) return;
    std::filesystem::path token;
    try {
        token = token_of(archive);
    } catch (const Error&) {
        return;  // without a state folder nothing is remembered
    }
    if (!is_known(token)) return;
    throw Error(
        "{} was there before and is gone; is its volume mounted? To begin a new, empty archive "
        "there, "
        "delete {}",
        archive.string(), token.string());
}

void remember(const std::filesystem::path& archive) noexcept try {
    const auto token = token_of(archive);
    if (is_known(token)) return;
    make_folders(token);
    write_file_durably(token,
                       std::filesystem::absolute(archive).lexically_normal().string() + "\n");
} catch (const std::exception& error) {
    log::warning(
        domain,
        "it cannot be remembered that {} is an archive, so if it is lost, a new one will be "
        "made: {}",
        archive.string(), explain(error));
}

}  // namespace boswell::archive
