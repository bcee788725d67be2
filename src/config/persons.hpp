// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.hpp"
#include "query/persons.hpp"

#include <toml++/toml.h>

#include <filesystem>
#include <vector>

namespace boswell::config {

/// What the tables [[person]] of a configuration say, and what is wrong with them: an unknown key,
/// a person without a name or without addresses, a name with "@", which could be taken for an
/// address, or that is "me" (see from:me) or another person's but for case, an address that is
/// none, that has a resource, or that was named before. Each fault begins with "file:line:".
/// Persons with faults are left out.
struct PersonTables {
    query::Persons persons;
    std::vector<Error> faults;
};
PersonTables read_persons(const toml::table& configuration, const std::filesystem::path& file);

}  // namespace boswell::config
