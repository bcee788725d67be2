// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "view/markup.hpp"
#include "web/page_context.hpp"
#include "web/slice.hpp"

#include <string>

namespace boswell::web {

/// Messages of one conversation as HTML, and what a page says of them.
struct Messages {
    std::string body;
    bool has_strips;  ///< a day has a strip that shows presence
};

/// Messages of one conversation as the export shows them, with days, names, pictures, presence and
/// gaps. Of a text that is longer than `longest_text` bytes only the beginning is shown. Where a
/// page has no room for all messages, the slice has fewer afterwards. It is not empty.
Messages messages_of(const PageContext& context, Slice& slice, std::size_t longest_text);

void write_messages(view::Markup& markup, std::string& out, const Messages& messages);

}  // namespace boswell::web
