// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/arguments.hpp"

#include <filesystem>

namespace boswell::cli {

/// After a change of the configuration `file`: has a boswelld that runs read it, or starts the
/// service, if the person who is asked wants that; else says how.
void offer_start(const Arguments& arguments, const std::filesystem::path& file);

}  // namespace boswell::cli
