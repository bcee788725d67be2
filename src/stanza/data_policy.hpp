// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"

#include <chrono>
#include <optional>

namespace boswell::stanza {

/// For how long data is kept at most, by the data policy (XEP-0504) in an answer to disco#info;
/// `query` is its <query/>. nullopt if that does not say, says that it is unknown, or that data is
/// kept without an end.
std::optional<std::chrono::hours> read_data_retention(const Element& query);

}  // namespace boswell::stanza
