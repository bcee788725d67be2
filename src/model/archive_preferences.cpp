// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/archive_preferences.hpp"

#include "model/enum_names.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace boswell {

static constexpr EnumNames<ArchiveDefault, 3> defaults{{"always", "roster", "never"}};

std::string_view to_string(ArchiveDefault value) { return defaults.of(value); }
std::optional<ArchiveDefault> parse_archive_default(std::string_view text) {
    return defaults.parse(text);
}

bool leaves_something_out(const ArchivePreferences& preferences) {
    if (!preferences.usual) return false;
    return *preferences.usual != ArchiveDefault::always || !preferences.never.empty();
}

// A list may have a thousand.
static constexpr std::size_t most_named = 3;

static std::string names_of(const std::vector<Jid>& jids) {
    std::string text;
    const auto named = std::min(jids.size(), most_named);
    for (std::size_t i = 0; i < named; ++i) text += (i == 0 ? "" : ", ") + jids[i].str();
    if (jids.size() > named) text += fmt::format(" and {} more", jids.size() - named);
    return text;
}

std::string describe(const ArchivePreferences& preferences) {
    if (!preferences.usual) return "does not say what it keeps";
    const auto always = names_of(preferences.always);
    const auto never = names_of(preferences.never);
    if (*preferences.usual == ArchiveDefault::always)
        return never.empty() ? "keeps everything" : "keeps nothing that is said with " + never;
    if (*preferences.usual == ArchiveDefault::never)
        return always.empty() ? "keeps nothing" : "keeps only what is said with " + always;
    auto text = std::string("keeps only what is said with contacts of the roster");
    if (!always.empty()) text += " and with " + always;
    if (!never.empty()) text += ", and nothing that is said with " + never;
    return text;
}

}  // namespace boswell
