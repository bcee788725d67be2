// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/histories/pidgin_status.hpp"

#include "base/text.hpp"
#include "formats/histories/html_text.hpp"

namespace boswell::formats {

static constexpr std::string_view dashes = "----";

std::string continued_pidgin_html(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    for (const std::string_view end : {"<br/>", "<br>"}) {
        if (line.ends_with(end)) line.remove_suffix(end.size());
    }
    return text_of_html(line);
}

std::optional<PidginLine> parse_pidgin_status(std::string_view line) {
    const auto whole = continued_pidgin_html(line);
    auto text = trim(whole);
    if (!text.starts_with(dashes) || !text.ends_with(dashes) || text.size() < 2 * dashes.size())
        return std::nullopt;
    text = trim(text.substr(dashes.size(), text.size() - 2 * dashes.size()));
    const auto at = text.rfind(" @ ");
    if (at == std::string_view::npos) return std::nullopt;
    const auto clock = parse_clock(text.substr(at + 3));
    if (!clock || !clock->has_date) return std::nullopt;
    PidginLine entry{.clock = *clock};
    entry.text = text.substr(0, at);
    constexpr std::string_view changed = ") changed status from ";
    const auto verb = entry.text.rfind(changed);
    const auto open = verb == std::string::npos ? verb : entry.text.rfind('(', verb);
    const auto to = entry.text.rfind(" to ");
    if (open == std::string::npos || to == std::string::npos || to < verb) return entry;
    entry.name = entry.text.substr(open + 1, verb - open - 1);
    entry.text.erase(0, to + 4);
    return entry;
}

std::optional<PidginState> pidgin_state(std::string_view name) {
    const auto lower = to_lower(name);
    if (lower == "available") return PidginState{};
    if (lower == "chatty") return PidginState{.show = Show::chat};
    if (lower == "away") return PidginState{.show = Show::away};
    if (lower == "extended away") return PidginState{.show = Show::xa};
    if (lower == "do not disturb") return PidginState{.show = Show::dnd};
    if (lower == "offline") return PidginState{.type = PresenceType::unavailable};
    return std::nullopt;
}

}  // namespace boswell::formats
