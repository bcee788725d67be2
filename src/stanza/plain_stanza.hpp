// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace boswell::stanza {

/// The message alone, out of a stanza in which it came, maybe within a carbon copy (XEP-0280) or a
/// result of an archive (XEP-0313): as it was, but that it names its namespace itself. nullopt for
/// anything else, and for what cannot be read.
std::optional<std::string> plain_stanza(std::string_view original);

}  // namespace boswell::stanza
