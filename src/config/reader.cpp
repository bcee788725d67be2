// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/reader.hpp"

#include "config/file.hpp"
#include "config/persons.hpp"
#include "config/toml_section.hpp"

namespace boswell::config {

ReaderConfig reader_config(const std::string& content, const std::filesystem::path& file) {
    const auto table = parse_text(content, file);
    TomlSection section(table, file, {});
    auto persons = read_persons(table, file);
    if (!persons.faults.empty()) throw Error(persons.faults.front());
    return {.archive = section.path("archive").value_or(""), .persons = std::move(persons.persons)};
}

}  // namespace boswell::config
