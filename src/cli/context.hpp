// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/reader.hpp"
#include "cli/arguments.hpp"
#include "cli/terminal.hpp"
#include "query/parse.hpp"
#include "query/persons.hpp"

#include <filesystem>

namespace boswell::cli {

/// What a command runs in.
struct Context {
    const Arguments& arguments;
    Terminal& out;
    query::Clock clock;
    std::filesystem::path archive_file;  ///< "" unless the command needs the archive
    query::Persons persons;              ///< of the configuration; none unless it needs the archive
    const archive::Reader* archive = nullptr;

    bool json() const { return arguments.has("json"); }
};

}  // namespace boswell::cli
