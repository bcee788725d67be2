// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/schema.hpp"

#include "base/error.hpp"

#include "schema_scripts.hpp"
#include "stanza_dictionary.hpp"

#include <array>

namespace boswell::archive {

static constexpr std::int32_t application_id = 0x42535731;  // "BSW1"

static constexpr auto migrations = [] {
    std::array<sqlite::Migration, std::size(schema_scripts::files)> all{};
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i] = {schema_scripts::files[i].name, schema_scripts::files[i].text};
    }
    return all;
}();

const sqlite::Schema& schema() {
    static constexpr sqlite::Schema value{application_id, migrations};
    return value;
}

bool has_rows_to_convert(const sqlite::Database& database) {
    return database.integer("SELECT count(*) FROM conversion") > 0;
}

void require_current(const sqlite::Database& database) {
    sqlite::require_current(database, schema());
    if (has_rows_to_convert(database))
        throw Error(
            "{} is being brought up to date; wait for boswelld, or let 'boswell upgrade' do it",
            database.path().string());
}

std::string_view stanza_dictionary() { return embedded_dictionary::files[0].text; }

}  // namespace boswell::archive
