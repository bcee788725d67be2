// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace boswell::cli {

/// How the last word of an unfinished command line may go on.
struct Completions {
    std::vector<std::string> words;  ///< whole words that begin as the last one does
    bool files = false;              ///< the name of a file is wanted
};

/// `words` is the command line without the name of the program; its last word, which may be "", is
/// to be completed. Commands, options and arguments are those of the table of commands; JIDs come
/// from the archive, and are left out if it cannot be read. Throws nothing that matters.
Completions complete(const std::vector<std::string>& words);

/// The function that asks this program for completions, in the language of "bash" or "zsh"; "" for
/// any other shell.
std::string completion_script(const std::string& shell);

}  // namespace boswell::cli
