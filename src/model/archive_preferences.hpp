// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jid.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boswell {

/// What a server's archive keeps of the messages with somebody whom the preferences do not name
/// (XEP-0441): all, those with contacts of the roster, or none.
enum class ArchiveDefault { always, roster, never };
std::string_view to_string(ArchiveDefault value);
std::optional<ArchiveDefault> parse_archive_default(std::string_view text);

/// What an account's server keeps in its archive, as the server says (XEP-0441).
struct ArchivePreferences {
    std::optional<ArchiveDefault> usual = {};  ///< "default"; absent: the server does not say
    std::vector<Jid> always = {};              ///< kept whatever is usual
    std::vector<Jid> never = {};               ///< not kept whatever is usual
    friend bool operator==(const ArchivePreferences&, const ArchivePreferences&) = default;
};

/// The server says that it does not keep everything. False if it does not say.
bool leaves_something_out(const ArchivePreferences& preferences);

/// What the archive does, for people: what follows "the server's archive" in a sentence, such as
/// "keeps nothing but what is said with romeo@example.net".
std::string describe(const ArchivePreferences& preferences);

}  // namespace boswell
