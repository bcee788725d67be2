// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/persons.hpp"

#include "query/fold.hpp"
#include "query/parse.hpp"

#include <algorithm>

namespace boswell::query {

const Person* Persons::named(std::string_view name) const {
    if (all_.empty()) return nullptr;
    const auto folded = fold(name);
    const auto found = std::ranges::find_if(
        all_, [&folded](const Person& person) { return fold(person.name) == folded; });
    return found == all_.end() ? nullptr : &*found;
}

const Person* Persons::at(const Jid& jid) const {
    if (all_.empty()) return nullptr;
    const auto found = std::ranges::find_if(all_, [bare = jid.bare()](const Person& person) {
        return std::ranges::find(person.jids, bare) != person.jids.end();
    });
    return found == all_.end() ? nullptr : &*found;
}

std::string Persons::name_at(const Jid& jid) const {
    const auto* person = at(jid);
    return person == nullptr ? std::string() : person->name;
}

static bool names_people(Field field) {
    return field == Field::from || field == Field::to || field == Field::with;
}

Expression with_persons(Expression where, const Persons& persons) {
    for (auto& child : where.children) child = with_persons(std::move(child), persons);
    if (where.kind != Expression::Kind::filter || !names_people(where.filter.field)) return where;
    const auto* person = persons.named(where.filter.value);
    if (person == nullptr) return where;
    std::vector<Expression> addresses;
    for (const auto& jid : person->jids) addresses.push_back(field(where.filter.field, jid.str()));
    return any_of(std::move(addresses));
}

}  // namespace boswell::query
