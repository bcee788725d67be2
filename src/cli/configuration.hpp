// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/arguments.hpp"
#include "query/persons.hpp"

#include <filesystem>
#include <vector>

namespace boswell::cli {

/// What the commands take from outside of their arguments.
struct Configuration {
    /// --archive, else $BOSWELL_ARCHIVE, else `archive` in the configuration, else
    /// $XDG_DATA_HOME/boswell/archive.db.
    std::filesystem::path archive;
    query::Persons persons;
    std::vector<Jid> accounts;  ///< that the agent is to archive, as far as the file can be read
};

/// Reads the file of --config, else of $BOSWELL_CONFIG, else the first that exists of
/// $XDG_CONFIG_HOME/boswell/boswell.toml and /etc/boswell/boswell.toml. Without any of them there
/// are no persons. One that cannot be read is told on standard error, and then there are none
/// either; but if it was named and is all that could name the archive, that is an Error. Throws
/// Error for what is wrong in it, with file and line.
Configuration read_configuration(const Arguments& arguments);

}  // namespace boswell::cli
