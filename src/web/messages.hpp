// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "view/markup.hpp"
#include "web/page_context.hpp"
#include "web/slice.hpp"

#include <string>

namespace boswell::web {

/// How much of a conversation a page shows.
struct Extract {
    const Slice& slice;
    std::size_t longest_text;  ///< of a longer one only the beginning, in bytes; 0: all of it
};

/// Writes messages of one conversation as the export does, with days, names, pictures, presence and
/// gaps. Returns true if a day has a strip that shows presence.
bool write_transcript(view::Markup& markup, std::string& out, const PageContext& context,
                      const Extract& extract);

}  // namespace boswell::web
