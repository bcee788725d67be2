// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/secret.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/log.hpp"
#include "base/text.hpp"

namespace boswell::agent {

static constexpr log::Domain domain{"secret"};
static constexpr std::size_t max_size = 16384;

std::string first_line(const std::string& content, std::string_view origin, std::string_view what) {
    auto line = content.substr(0, content.find('\n'));
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty()) throw Error("{} holds no {} in its first line", origin, what);
    if (!is_utf8(line)) throw Error("the {} in {} is not UTF-8", what, origin);
    if (line.find('\0') != std::string::npos)
        throw Error("the {} in {} has a NUL in it", what, origin);
    return line;
}

std::string read_secret_file(const std::filesystem::path& path, std::string_view what) {
    using std::filesystem::perms;
    std::error_code ignored;
    const auto mode = std::filesystem::status(path, ignored).permissions();
    if (!ignored && (mode & (perms::group_read | perms::others_read)) != perms::none) {
        log::warning(domain, "{} can be read by others; chmod 600 would be better", path.string());
    }
    return first_line(read_file(path, max_size), path.string(), what);
}

}  // namespace boswell::agent
