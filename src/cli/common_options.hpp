// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/arguments.hpp"

#include <array>

namespace boswell::cli {

/// What every command takes, before or after its name.
inline constexpr std::array common_options = {
    Option{0, "config", "FILE"}, Option{0, "archive", "FILE"}, Option{0, "tz", "ZONE"},
    Option{0, "color", "WHEN"},  Option{0, "no-pager", ""},    Option{0, "no-progress", ""},
    Option{0, "json", ""},       Option{'h', "help", ""},
};

/// Without a command.
inline constexpr Option version_option = {0, "version", ""};

/// The filters of the commands that look for messages.
inline constexpr Option with_option = {'w', "with", "JID"};
inline constexpr Option account_option = {'a', "account", "JID"};
inline constexpr Option since_option = {'S', "since", "TIME"};
inline constexpr Option until_option = {'U', "until", "TIME"};
inline constexpr Option limit_option = {'n', "limit", "N"};

/// With the keys that open encrypted files, in the links of messages (XEP-0454).
inline constexpr Option secrets_option = {0, "secrets", ""};

/// By which names people are called beside their messages.
inline constexpr Option names_option = {0, "names", "WHICH"};

}  // namespace boswell::cli
