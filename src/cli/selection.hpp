// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/reader.hpp"
#include "cli/context.hpp"
#include "query/query.hpp"

#include <optional>
#include <string>
#include <vector>

/// What the archive is to be asked, by the words and filters of a command line.
namespace boswell::cli {

/// Beginning of --since and end of --until; absent where they were not given. Throws UsageError.
query::Stamp stamp_filter(const Context& context);

/// The operands as a query, and -w, -a, -S and -U. Throws UsageError.
query::Expression message_filter(const Context& context, const std::string& query_text);

/// The addresses that may be meant: those of the person of the configuration who is called so; else
/// the JID itself if it is known, else the contacts of that name.
std::vector<Jid> meant_by(const Context& context, const std::string& name);

/// Accounts by -a, contacts by `names`, and -S and -U. Throws UsageError if one of them fits
/// nobody.
archive::Selection record_filter(const Context& context, const std::vector<std::string>& names);

}  // namespace boswell::cli
