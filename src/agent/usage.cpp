// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/usage.hpp"

#include "base/text.hpp"

namespace boswell::agent {

static bool is_wanted(std::string_view heading) {
    return heading == "SYNOPSIS" || heading == "OPTIONS" || heading == "EXIT STATUS";
}

std::string usage(std::string_view manual_page) {
    static constexpr std::string_view mark = "# ";
    std::string text;
    bool wanted = false;
    for (const auto line : split(manual_page, '\n')) {
        const bool heading = line.starts_with(mark);
        if (heading) wanted = is_wanted(line.substr(mark.size()));
        if (!wanted) continue;
        text += heading ? line.substr(mark.size()) : line;
        text += '\n';
    }
    return text + "The manual page has the rest: man boswelld\n";
}

}  // namespace boswell::agent
