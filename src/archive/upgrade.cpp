// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/upgrade.hpp"

#include "archive/open.hpp"
#include "archive/schema.hpp"
#include "base/error.hpp"
#include "sqlite/migrations.hpp"

namespace boswell::archive {

SchemaVersions upgrade(const std::filesystem::path& path) {
    if (!std::filesystem::exists(path)) throw Error("there is no archive at {}", path.string());
    const auto before = sqlite::schema_version({path, sqlite::Access::read_only}, schema());
    open_as_guest(path);
    return {before, schema().version()};
}

}  // namespace boswell::archive
