// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/scan_note.hpp"

#include "cli/terminal.hpp"
#include "query/words.hpp"

#include <unistd.h>

#include <algorithm>

namespace boswell::cli {

using query::Expression;

/// The index, or an id, leaves only few messages for the other conditions.
static bool is_bound(const Expression& part) {
    using enum query::Field;
    switch (part.kind) {
        case Expression::Kind::text:
            return query::is_indexed(part.text);
        case Expression::Kind::filter:
            return part.filter.field == with || part.filter.field == in || part.filter.field == id;
        case Expression::Kind::stamp:
            return part.stamp.since.has_value();
        case Expression::Kind::conversation:
            return true;
        case Expression::Kind::all:
            return std::ranges::any_of(part.children, is_bound);
        case Expression::Kind::any:
            return std::ranges::all_of(part.children, is_bound);
        case Expression::Kind::none:
            return false;
    }
    return false;
}

bool reads_every_text(const Expression& where) {
    if (is_bound(where)) return false;
    if (where.kind == Expression::Kind::text) return true;
    return std::ranges::any_of(where.children, reads_every_text);
}

ScanNote::ScanNote(const Context& context, const Expression& where) : context_(context) {
    if (::isatty(STDERR_FILENO) != 1 || !reads_every_text(where)) return;
    complain(
        "no index answers this search: every message is read, the newest first; Ctrl-C ends it");
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
