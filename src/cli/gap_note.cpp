// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/gap_note.hpp"

#include "cli/selection.hpp"

#include <algorithm>

namespace boswell::cli {

void GapNote::add(const MessageRecord& message) {
    first_ = first_ ? std::min(*first_, message.stamp) : message.stamp;
    last_ = last_ ? std::max(*last_, message.stamp) : message.stamp;
}

void GapNote::print(std::vector<Jid> contacts) const {
    if (context_.out.failed()) return;  // nobody reads on
    auto selection = record_filter(context_, {});
    selection.contacts = std::move(contacts);
    if (!selection.since) selection.since = first_;
    // The end of a selection is not within it, but the last message is to be.
    if (!selection.until && last_) selection.until = *last_ + milliseconds(1);
    const auto count = context_.archive->gaps(selection, context_.clock.now).size();
    if (count == 0) return;
    complain(
        fmt::format("messages may be missing here: there {} in this time; 'boswell gaps' "
                    "shows when and why",
                    count == 1 ? "is a gap" : fmt::format("are {} gaps", count)));
}

}  // namespace boswell::cli
