// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jid.hpp"
#include "query/persons.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace boswell::config {

/// What `boswell` takes of the configuration. It does not look at what is for boswelld alone.
struct ReaderConfig {
    std::filesystem::path archive;  ///< "" if the file names none
    query::Persons persons;
    std::vector<Jid> accounts;  ///< bare, in the order of the file; only those with a good JID
};

/// `content` is that of `file`. Throws Error with the file, the line and what would be right.
ReaderConfig reader_config(const std::string& content, const std::filesystem::path& file);

}  // namespace boswell::config
