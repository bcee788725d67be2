// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/completion.hpp"

namespace boswell::cli {

// Readline replaces only a part of the word: from an @ on, or what is behind a = or :. The line is
// split at blanks here, so a word with a quoted blank is not completed. %q keeps the shell from
// obeying what is in a JID.
static constexpr auto bash_script = R"sh(# bash completion for boswell
_boswell() {
    local line=${COMP_LINE:0:COMP_POINT} current head='' part separator candidate
    local -a words
    read -ra words <<<"$line"
    [[ $line == *[[:space:]] ]] && words+=('')
    current=${words[${#words[@]} - 1]}
    for separator in @ = :; do
        [[ $COMP_WORDBREAKS == *"$separator"* && $current == *"$separator"* ]] || continue
        part=${current%"$separator"*}
        [[ $separator == @ ]] || part+=$separator
        ((${#part} > ${#head})) && head=$part
    done
    COMPREPLY=()
    while IFS= read -r candidate; do
        if [[ $candidate == :files ]]; then
            compopt -o default
        else
            printf -v candidate %q "${candidate#"$head"}"
            COMPREPLY+=("$candidate")
        fi
    done < <("${words[0]}" completion --words -- "${words[@]:1}" 2>/dev/null)
}
complete -F _boswell boswell
)sh";

static constexpr auto zsh_script = R"sh(#compdef boswell
_boswell() {
    local -a candidates
    candidates=("${(@f)$("${words[1]}" completion --words -- "${(@Q)words[2,CURRENT-1]}" "$PREFIX" 2>/dev/null)}")
    if [[ ${candidates[1]} == :files ]]; then
        _files
    elif [[ -n ${candidates[1]} ]]; then
        compadd -a candidates
    fi
}
if [[ ${funcstack[1]} == _boswell ]]; then
    _boswell "$@"
else
    compdef _boswell boswell
fi
)sh";

std::string completion_script(const std::string& shell) {
    if (shell == "bash") return bash_script;
    if (shell == "zsh") return zsh_script;
    return {};
}

}  // namespace boswell::cli
