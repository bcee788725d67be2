// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/document.hpp"
#include "stanza/limits.hpp"

#include <optional>
#include <string_view>

namespace boswell::stanza {

/// One stanza from its bytes, in the context of a client's stream ("jabber:client"); nullopt if it
/// is not well-formed, has what RFC 6120 11.1 forbids, is over the limits or is not alone. For
/// stanzas out of an archive or a file; those of a stream are read by the stream's own reader.
std::optional<Document> parse(std::string_view bytes, const Limits& limits = {});

}  // namespace boswell::stanza
