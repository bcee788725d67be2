// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/question.hpp"

#include "base/error.hpp"
#include "base/printable.hpp"
#include "base/text.hpp"

#include <bsd/readpassphrase.h>
#include <fmt/core.h>
#include <string.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <iostream>

namespace boswell::cli {

static constexpr std::size_t longest_secret = 4'000;

bool somebody_is_there() { return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1; }

bool ask(const Arguments& arguments, const std::string& question, bool usual) {
    if (arguments.has("yes")) return true;
    if (!somebody_is_there()) return false;
    while (true) {
        fmt::print(stderr, "{} [{}] ", printable(question), usual ? "Y/n" : "y/N");
        std::fflush(stderr);
        std::string answer;
        if (!std::getline(std::cin, answer)) {
            fmt::print(stderr, "\n");
            return false;
        }
        const auto word = trim(answer);
        if (word.empty()) return usual;
        if (word == "y" || word == "Y" || word == "yes") return true;
        if (word == "n" || word == "N" || word == "no") return false;
    }
}

std::string ask_line(const std::string& prompt) {
    fmt::print(stderr, "{}", printable(prompt));
    std::fflush(stderr);
    std::string line;
    if (!std::getline(std::cin, line)) fmt::print(stderr, "\n");
    if (!is_utf8(line)) throw Error("what was typed is not UTF-8");
    return std::string(trim(line));
}

std::string ask_secret(const std::string& prompt) {
    const bool is_terminal = ::isatty(STDIN_FILENO) == 1;
    // One byte more, to see that a line is too long, and one for the end.
    std::array<char, longest_secret + 2> line{};
    const int flags = RPP_ECHO_OFF | (is_terminal ? RPP_REQUIRE_TTY : RPP_STDIN);
    const auto* read = ::readpassphrase(is_terminal ? printable(prompt).c_str() : "", line.data(),
                                        line.size(), flags);
    std::string secret = read == nullptr ? "" : read;
    ::explicit_bzero(line.data(), line.size());
    if (secret.empty()) throw Error("no password was given");
    if (secret.size() > longest_secret)
        throw Error("a password has at most {} bytes", longest_secret);
    if (!is_utf8(secret)) throw Error("the password is not UTF-8");
    return secret;
}

}  // namespace boswell::cli
