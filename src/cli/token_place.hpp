// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/arguments.hpp"
#include "config/account_text.hpp"

#include <filesystem>
#include <string>

namespace boswell::cli {

/// Throws UsageError for options that have no effect without --oauth2, or beside it.
void check_token_options(const Arguments& arguments);

/// Where the access tokens of a new account come from, by the options that go with --oauth2. What
/// is needed and not given is asked for. Without --refresh-token-file, the file stays "": the
/// token is what a person's consent gives. Throws UsageError if nobody is there to ask, or if
/// nothing is answered.
config::TokenPlace token_place(const Arguments& arguments);

/// The path from the root: the configuration may be in another folder than the one we are in.
std::string absolute(const std::string& path);

}  // namespace boswell::cli
