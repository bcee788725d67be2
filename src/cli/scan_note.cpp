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

void note_scan(const Expression& where) {
    if (::isatty(STDERR_FILENO) == 1 && reads_every_text(where))
        complain(
            "no index answers this search: every message is read, the newest first; Ctrl-C ends "
            "it");
}

}  // namespace boswell::cli
