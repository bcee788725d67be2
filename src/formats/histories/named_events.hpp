// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "formats/histories/history_importer.hpp"
#include "formats/json_field.hpp"

#include <optional>
#include <set>
#include <string>

namespace boswell::formats {

/// What the exports of web services have in common: JSON, and names in place of addresses.
class NamedEvents : public HistoryImporter {
protected:
    using HistoryImporter::HistoryImporter;

    /// The one contact among the names of a conversation. Nothing, with a remark for the end, if
    /// there is no such one, or if it is not told who that is.
    std::optional<Jid> find_contact(const std::set<std::string>& names);
};

/// A member that is a text; "" for anything else.
std::string text_in(const Json& object, const char* name);
/// A member that is an object or list; null for anything else.
const Json* inner(const Json& object, const char* name);

}  // namespace boswell::formats
