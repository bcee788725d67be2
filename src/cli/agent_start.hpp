// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/arguments.hpp"

#include <filesystem>

namespace boswell::cli {

/// After a change of the configuration: has a boswelld that runs read it, if the person who is
/// asked wants that; else says how. False if none runs.
bool offer_reload(const Arguments& arguments);

/// The same, and if none runs, starts the service of the configuration `file`, or says how.
void offer_start(const Arguments& arguments, const std::filesystem::path& file);

}  // namespace boswell::cli
