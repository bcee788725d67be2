// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/usage.hpp"

namespace boswell::agent {

static bool is_wanted(std::string_view heading) {
    return heading == "SYNOPSIS" || heading == "OPTIONS" || heading == "EXIT STATUS";
}

std::string usage(std::string_view manual_page) {
    static constexpr std::string_view mark = "# ";
    std::string text;
    bool wanted = false;
    while (!manual_page.empty()) {
        auto line = manual_page.substr(0, manual_page.find('\n') + 1);
        if (line.empty()) line = manual_page;
        manual_page.remove_prefix(line.size());
        if (line.starts_with(mark)) {
            line.remove_prefix(mark.size());
            wanted = is_wanted(line.substr(0, line.find('\n')));
        }
        if (wanted) text += line;
    }
    return text + "The manual page has the rest: man boswelld\n";
}

}  // namespace boswell::agent
