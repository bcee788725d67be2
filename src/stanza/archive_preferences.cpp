// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/archive_preferences.hpp"

#include "base/text.hpp"
#include "stanza/namespaces.hpp"

#include <vector>

namespace boswell::stanza {

/// nullopt if one of them is no address. A list that is missing is an empty one.
static std::optional<std::vector<Jid>> read_jids(const Element& prefs, std::string_view name) {
    std::vector<Jid> jids;
    const auto* list = find_child(prefs, name, ns::archive);
    if (list == nullptr) return jids;
    for (const auto& child : list->children()) {
        if (!is(child, "jid", ns::archive)) continue;
        auto jid = Jid::parse(trim(child.text()));
        if (!jid) return std::nullopt;
        if (jids.size() < most_preferred_jids) jids.push_back(*std::move(jid));
    }
    return jids;
}

std::optional<ArchivePreferences> read_archive_preferences(const Element& iq) {
    const auto* prefs = find_child(iq, "prefs", ns::archive);
    if (prefs == nullptr) return std::nullopt;
    const auto usual = parse_archive_default(prefs->attribute("default"));
    auto always = read_jids(*prefs, "always");
    auto never = read_jids(*prefs, "never");
    if (!usual || !always || !never) return std::nullopt;
    return ArchivePreferences{
        .usual = usual, .always = *std::move(always), .never = *std::move(never)};
}

}  // namespace boswell::stanza
