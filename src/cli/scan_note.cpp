// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/scan_note.hpp"

#include "cli/terminal.hpp"
#include "query/required.hpp"
#include "query/words.hpp"

#include <unistd.h>

#include <algorithm>

namespace boswell::cli {

using query::Expression;

/// The index, or an id, leaves only few messages for the other conditions.
static bool is_bound(const Expression& part, Substrings substrings) {
    const auto is_child_bound = [substrings](const auto& child) {
        return is_bound(child, substrings);
    };
    using enum query::Field;
    switch (part.kind) {
        case Expression::Kind::text:
            return query::is_indexed(part.text) ||
                   (substrings == Substrings::indexed && !query::required_texts(part.text).empty());
        case Expression::Kind::filter:
            return part.filter.field == with || part.filter.field == in || part.filter.field == id;
        case Expression::Kind::stamp:
            return part.stamp.since.has_value();
        case Expression::Kind::conversation:
            return true;
        case Expression::Kind::all:
            return std::ranges::any_of(part.children, is_child_bound);
        case Expression::Kind::any:
            return std::ranges::all_of(part.children, is_child_bound);
        case Expression::Kind::none:
            return false;
    }
    return false;
}

bool reads_every_text(const Expression& where, Substrings substrings) {
    if (is_bound(where, substrings)) return false;
    if (where.kind == Expression::Kind::text) return true;
    // The trigrams of a text do not tell in which messages it is missing.
    if (where.kind == Expression::Kind::none) substrings = Substrings::not_indexed;
    return std::ranges::any_of(
        where.children, [&](const auto& child) { return reads_every_text(child, substrings); });
}

ScanNote::ScanNote(const Context& context, const Expression& where) : context_(context) {
    if (::isatty(STDERR_FILENO) != 1) return;
    const bool has_index = context.archive->has_substring_index();
    if (!reads_every_text(where, has_index ? Substrings::indexed : Substrings::not_indexed)) return;
    complain(fmt::format(
        "no index answers this search{}: every message is read, the newest first; Ctrl-C ends it",
        has_index ? ", which has fewer than three certain characters in a row" : ""));
    progress_.emplace(context.arguments, context.archive->count_messages({}));
    context.archive->follow_scans([this](std::int64_t messages) {
        if (progress_) progress_->advance_to(messages);
    });
}

ScanNote::~ScanNote() { context_.archive->follow_scans(nullptr); }

void ScanNote::begin_output() {
    if (context_.out.width() > 0) progress_.reset();
}

}  // namespace boswell::cli
