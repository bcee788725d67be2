// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace boswell::stanza {

/// Gives the address of today for one of an older form, nullopt for one that stays as it is.
using ModernAddress = std::optional<std::string> (*)(std::string_view address);

}  // namespace boswell::stanza
