// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace boswell::agent {

/// What --help prints: the synopsis, the options and the exit status of a manual page in Markdown,
/// and where to read the rest.
std::string usage(std::string_view manual_page);

}  // namespace boswell::agent
