// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boswell::archive {

/// What the row of a message and that of its copy keep of a stanza anyway. Only columns that never
/// change once they are set; "" where a column is NULL.
struct RepeatedTexts {
    std::string_view body;
    std::string_view message_id;
    std::string_view thread;
    std::string_view from;  ///< bare JID
    std::string_view from_resource;
    std::string_view to;  ///< bare JID
    std::string_view to_resource;
    std::string_view stanza_id;
    std::optional<Time> claimed_stamp;
};

/// The stanza with each of these texts replaced by a mark, one control character (schema/README.md
/// has their table). XML 1.0 allows no such character, so none can be in a stanza. Nothing if
/// nothing can be replaced, or if the stanza would not come back byte for byte.
std::optional<std::string> with_marks(std::string_view stanza, const RepeatedTexts& texts);

/// Undoes with_marks(). `texts` must be the same. Throws Error for a mark that has no meaning, and
/// if the stanza would be larger than 64 MB.
std::string without_marks(std::string_view marked, const RepeatedTexts& texts);

/// XXH32 with seed 0: says whether the texts are still those that the marks stand for.
std::uint32_t stanza_hash(std::string_view stanza);

}  // namespace boswell::archive
