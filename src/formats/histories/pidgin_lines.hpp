// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "formats/histories/clock_text.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace boswell::formats {

/// One entry of a conversation as Pidgin writes it down.
struct PidginLine {
    enum class Said { by_us, by_them, by_name, by_nobody } said = Said::by_nobody;
    ClockText clock;
    std::string name;  ///< "" for what nobody said
    std::string text;
};

/// Whether a line of an HTML log begins an entry; otherwise it goes on with the one before.
std::optional<PidginLine> parse_pidgin_html(std::string_view line);
/// The same of a log in plain text, where only the name tells who said it.
std::optional<PidginLine> parse_pidgin_text(std::string_view line);

}  // namespace boswell::formats
