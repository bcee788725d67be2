// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/reader.hpp"

#include "config/file.hpp"
#include "config/persons.hpp"
#include "config/toml_section.hpp"

namespace boswell::config {

/// What is wrong with an account is for boswelld to say.
static std::vector<Jid> accounts_of(const toml::table& table) {
    std::vector<Jid> accounts;
    const auto* list = table["account"].as_array();
    if (list == nullptr) return accounts;
    for (const auto& entry : *list) {
        const auto* account = entry.as_table();
        if (account == nullptr) continue;
        const auto jid = Jid::parse((*account)["jid"].value_or(std::string()));
        if (jid) accounts.push_back(jid->bare());
    }
    return accounts;
}

ReaderConfig reader_config(const std::string& content, const std::filesystem::path& file) {
    const auto table = parse_text(content, file);
    TomlSection section(table, file, {});
    auto persons = read_persons(table, file);
    if (!persons.faults.empty()) throw Error(persons.faults.front());
    return {.archive = section.path("archive").value_or(""),
            .persons = std::move(persons.persons),
            .accounts = accounts_of(table)};
}

}  // namespace boswell::config
