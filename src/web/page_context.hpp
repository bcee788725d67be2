// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/reader.hpp"
#include "query/parse.hpp"
#include "query/persons.hpp"
#include "view/names.hpp"
#include "web/request.hpp"

#include <functional>
#include <optional>
#include <string>

namespace boswell::web {

/// What a page is made from.
struct PageContext {
    const Request& request;
    const archive::Reader& reader;
    const view::Names& names;
    const query::Persons& persons;  ///< of the configuration
    query::Clock clock;
    /// The same reader, or the one that has taken its place since: for what outlives the request.
    std::function<const archive::Reader&()> reader_now;

    /// A bare JID of a parameter. Throws UsageError if it is missing or no JID.
    Jid jid(std::string_view parameter) const;
    /// The number in a parameter, if it is there. Throws UsageError if it is no number.
    std::optional<std::int64_t> number(std::string_view parameter) const;
    /// How many rows of a list were on the pages before, by parameter `skip`.
    std::size_t skip() const;
    /// What people call somebody: the name, or the address if no other is known; printable.
    std::string name_of(const Jid& account, const Jid& contact) const;
};

}  // namespace boswell::web
