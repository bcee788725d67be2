// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/histories/pidgin_lines.hpp"

#include "base/text.hpp"
#include "formats/histories/html_text.hpp"

namespace boswell::formats {

// What libpurple gives whom (HTML logger of log.c).
static constexpr std::string_view sent_colour = "#16569E";
static constexpr std::string_view received_colour = "#A82F2F";
static constexpr std::string_view error_colour = "#FF0000";
static constexpr std::string_view auto_reply = " <AUTO-REPLY>";

static bool take(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

/// What is before `end`, which is taken, too.
static std::optional<std::string_view> take_until(std::string_view& text, std::string_view end) {
    const auto at = text.find(end);
    if (at == std::string_view::npos) return std::nullopt;
    const auto before = text.substr(0, at);
    text.remove_prefix(at + end.size());
    return before;
}

static void set_name(PidginLine& entry, std::string_view name) {
    entry.name = name;
    if (entry.name.ends_with(auto_reply)) entry.name.resize(entry.name.size() - auto_reply.size());
}

static std::string_view without_break(std::string_view html) {
    for (const std::string_view end : {"<br/>", "<br>"}) {
        if (html.ends_with(end)) return html.substr(0, html.size() - end.size());
    }
    return html;
}

/// Closes what was coloured or small: Pidgin has used both, as versions went by.
static bool take_end(std::string_view& text) {
    return take(text, "</font>") || take(text, "</span>");
}

/// What is behind the time: "<b>Bob:</b></span> text", "<b>***Bob</b></span> waves".
static void parse_html_rest(std::string_view rest, PidginLine& entry) {
    while (take(rest, " ")) {
    }
    if (!take(rest, "<b>")) return;
    const auto bold = take_until(rest, "</b>");
    if (!bold || !take_end(rest)) return;
    const auto text = text_of_html(*bold);
    const auto name = trim(text);
    take(rest, " ");
    if (name.starts_with("***")) {
        set_name(entry, name.substr(3));
        entry.said = PidginLine::Said::by_name;
        entry.text = "/me ";
    } else if (name.ends_with(':')) {
        set_name(entry, name.substr(0, name.size() - 1));
    } else {
        return;
    }
    entry.text += text_of_html(without_break(rest));
}

/// The colour of the line, "" if it has none.
static std::string_view take_colour(std::string_view& line) {
    for (const std::string_view begin : {"<font color=\"", "<span style=\"color: "}) {
        auto rest = line;
        if (!take(rest, begin)) continue;
        const auto colour = take_until(rest, "\">");
        if (!colour) continue;
        line = rest;
        return *colour;
    }
    return {};
}

std::optional<PidginLine> parse_pidgin_html(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    PidginLine entry;
    const auto colour = take_colour(line);
    if (!take(line, "<font size=\"2\">(") && !take(line, "<span style=\"font-size: smaller\">("))
        return std::nullopt;
    const auto time = take_until(line, ")");
    const auto clock = time ? parse_clock(*time) : std::nullopt;
    if (!clock || !take_end(line)) return std::nullopt;
    entry.clock = *clock;
    if (colour.empty() || colour == error_colour) return entry;
    if (colour == sent_colour) entry.said = PidginLine::Said::by_us;
    if (colour == received_colour) entry.said = PidginLine::Said::by_them;
    parse_html_rest(line, entry);
    if (entry.name.empty()) entry.said = PidginLine::Said::by_nobody;
    if (!entry.name.empty() && entry.said == PidginLine::Said::by_nobody)
        entry.said = PidginLine::Said::by_name;
    return entry;
}

std::optional<PidginLine> parse_pidgin_text(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!take(line, "(")) return std::nullopt;
    const auto time = take_until(line, ") ");
    const auto clock = time ? parse_clock(*time) : std::nullopt;
    if (!clock) return std::nullopt;
    PidginLine entry{.clock = *clock};
    if (take(line, "***")) {
        const auto end = line.find(' ');
        set_name(entry, line.substr(0, end));
        entry.text = "/me ";
        if (end != std::string_view::npos) entry.text += line.substr(end + 1);
    } else if (const auto name = take_until(line, ": ")) {
        set_name(entry, *name);
        entry.text = line;
    }
    if (!entry.name.empty()) entry.said = PidginLine::Said::by_name;
    return entry;
}

}  // namespace boswell::formats
