// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context.hpp"
#include "cli/progress.hpp"
#include "query/query.hpp"

#include <optional>

namespace boswell::cli {

/// Whether the archive has the optional index for substrings and regular expressions.
enum class Substrings { not_indexed, indexed };

/// True if no index bounds what has to be read for the search: substrings and regular expressions
/// without a word beside them, unless the optional index knows them.
bool reads_every_text(const query::Expression& where, Substrings substrings);

/// While it lives, a search that reads every text says so on standard error, and shows how far it
/// has come, if that is a terminal.
class ScanNote {
public:
    ScanNote(const Context& context, const query::Expression& where);
    ~ScanNote();
    ScanNote(const ScanNote&) = delete;
    ScanNote& operator=(const ScanNote&) = delete;

    /// Something is about to be printed: the bar ends if that goes to the same terminal.
    void begin_output();

private:
    const Context& context_;
    std::optional<Progress> progress_;
};

}  // namespace boswell::cli
