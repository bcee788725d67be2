// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/schema.hpp"

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

std::string_view stanza_dictionary() { return embedded_dictionary::files[0].text; }

}  // namespace boswell::archive
