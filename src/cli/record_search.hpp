// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context.hpp"
#include "query/record_match.hpp"

#include <cstdint>

/// `boswell search --what`: contacts and presence among which words are looked for as among
/// messages.
namespace boswell::cli {

/// The kinds of records that --what names.
struct SearchKinds {
    bool messages = false;
    bool contacts = false;
    bool presence = false;
};

/// Messages if --what is not given. Throws UsageError for a kind that there is not, and for an
/// option that only messages have beside another kind.
SearchKinds search_kinds(const Arguments& arguments);

/// Prints the contacts of which a version has what is asked for, each with what was found, and
/// presence with such a status, by time. With --count nothing is printed. Returns how many there
/// are, at most as many as -n says.
std::int64_t search_contacts(Context& context, const query::RecordMatch& wanted);
std::int64_t search_presence(Context& context, const query::RecordMatch& wanted);

}  // namespace boswell::cli
