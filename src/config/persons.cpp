// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/persons.hpp"

#include "base/text.hpp"
#include "config/toml_section.hpp"
#include "query/fold.hpp"

#include <algorithm>
#include <map>

namespace boswell::config {

namespace {

/// Reads one table after the other, and knows what those before have taken.
class PersonReader {
public:
    explicit PersonReader(std::filesystem::path file) : file_(std::move(file)) {}

    /// Throws Error for the first fault of a person.
    query::Person read(const toml::table& table);

private:
    std::string name_of(TomlSection& section);
    Jid address_of(const toml::node& node, const std::string& name, const TomlSection& section);

    std::filesystem::path file_;
    std::map<std::string, std::string> names_;  // folded, and as they were written
    std::map<Jid, std::string> owners_;
};

std::string PersonReader::name_of(TomlSection& section) {
    auto name = std::string(trim(section.text("name").value_or("")));
    if (name.empty()) throw section.error("name", "a person has no name; add name = \"Bob\"");
    if (name.find('@') != std::string::npos)
        throw section.error("name", fmt::format("'{}' could be taken for an address; a person's "
                                                "name has no '@'",
                                                name));
    const auto folded = query::fold(name);
    if (folded == "me")
        throw section.error("name", "'me' means you yourself, as in from:me; take another name");
    const auto [other, is_new] = names_.emplace(folded, name);
    if (is_new) return name;
    throw section.error("name", name == other->second
                                    ? fmt::format("there are two persons '{}'; list all addresses "
                                                  "of a person in one [[person]]",
                                                  name)
                                    : fmt::format("'{}' and '{}' are the same name, because case "
                                                  "makes no difference",
                                                  name, other->second));
}

Jid PersonReader::address_of(const toml::node& node, const std::string& name,
                             const TomlSection& section) {
    const auto& text = node.as_string()->get();
    const auto jid = Jid::parse(text);
    if (!jid || jid->localpart().empty())
        throw section.error(
            node, fmt::format("'{}' is not an address; one looks like bob@example.net", text));
    if (!jid->is_bare())
        throw section.error(
            node, fmt::format("'{}' has a resource; '{}' is enough", text, jid->bare().str()));
    const auto [owner, is_new] = owners_.emplace(*jid, name);
    if (is_new) return *jid;
    throw section.error(
        node, owner->second == name
                  ? fmt::format("{} is listed twice", jid->str())
                  : fmt::format("{} is listed for '{}' already; an address belongs to one person",
                                jid->str(), owner->second));
}

query::Person PersonReader::read(const toml::table& table) {
    TomlSection section(table, file_, {"name", "jids"});
    section.refuse_unknown();
    query::Person person{.name = name_of(section), .jids = {}};
    const auto* list = table.get_as<toml::array>("jids");
    if (list == nullptr || list->empty())
        throw section.error(
            "jids", fmt::format("'{}' has no addresses; list them: jids = [\"bob@example.net\"]",
                                person.name));
    section.texts("jids");  // throws if one of them is no text
    for (const auto& node : *list) person.jids.push_back(address_of(node, person.name, section));
    return person;
}

}  // namespace

PersonTables read_persons(const toml::table& configuration, const std::filesystem::path& file) {
    PersonTables found;
    const auto* node = configuration.get("person");
    if (node == nullptr) return found;
    const auto* tables = node->as_array();
    if (tables == nullptr || !tables->is_homogeneous(toml::node_type::table)) {
        found.faults.push_back(
            TomlSection(configuration, file, {})
                .error("person", "a person is a table; begin each with a line [[person]]"));
        return found;
    }
    PersonReader reader(file);
    std::vector<query::Person> persons;
    for (const auto& table : *tables) {
        try {
            persons.push_back(reader.read(*table.as_table()));
        } catch (const Error& fault) {
            found.faults.push_back(fault);
        }
    }
    found.persons = query::Persons(std::move(persons));
    return found;
}

}  // namespace boswell::config
