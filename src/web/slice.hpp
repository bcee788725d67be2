// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/record.hpp"
#include "web/page_context.hpp"

#include <vector>

namespace boswell::web {

/// A part of the messages that a page is about.
struct Slice {
    std::vector<MessageRecord> messages;  ///< oldest first
    bool has_earlier = false;
    bool has_later = false;
    std::size_t focus = 0;  ///< which of the messages stays if there is no room for all
};

/// Keeps half of the messages, those around the focus.
void halve(Slice& slice);

/// The part that the page's address asks for: before or after the message of an id, around one
/// (at), from the beginning of a day on (day=2026-11-22); else the latest. By keys, so that every
/// part costs the same. Throws UsageError.
Slice slice_of(const PageContext& context, const query::Expression& where, std::int64_t size);

}  // namespace boswell::web
