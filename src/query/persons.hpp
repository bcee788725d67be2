// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jid.hpp"
#include "query/query.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace boswell::query {

/// Somebody who has several addresses, by the configuration. For readers only: nothing is archived
/// under a person.
struct Person {
    std::string name;
    std::vector<Jid> jids;  ///< bare, at least one
    friend bool operator==(const Person&, const Person&) = default;
};

/// All persons of a configuration. No two have the same name but for case, and no address belongs
/// to two of them; config::read_persons() sees to that.
class Persons {
public:
    Persons() = default;
    explicit Persons(std::vector<Person> persons) : all_(std::move(persons)) {}

    /// By the name, whatever its case; nullptr if nobody is called so. Lives as long as this.
    const Person* named(std::string_view name) const;
    /// Whose address it is; the resourcepart makes no difference. nullptr if nobody's.
    const Person* at(const Jid& jid) const;
    /// The name of that person, "" if the address is nobody's.
    std::string name_at(const Jid& jid) const;

    const std::vector<Person>& all() const { return all_; }
    bool empty() const { return all_.empty(); }

private:
    std::vector<Person> all_;
};

/// The same expression, in which from:, to: and with: a person's name mean any of the addresses.
Expression with_persons(Expression where, const Persons& persons);

}  // namespace boswell::query
