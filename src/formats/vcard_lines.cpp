// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/vcard_lines.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace boswell::formats {

static constexpr std::size_t longest_line = 75;  // octets, RFC 6350 3.2

/// What is at the beginning of a text: how many bytes, and how it is written.
struct Written {
    std::size_t bytes;
    std::string_view as;
};

static Written written(std::string_view rest) {
    constexpr std::string_view line_feed = "\\n";
    constexpr std::string_view nothing_printable = "\uFFFD";
    const auto first = static_cast<unsigned char>(rest[0]);
    if (rest.starts_with("\r\n")) return {2, line_feed};
    if (first == '\n' || first == '\r') return {1, line_feed};
    if (rest.starts_with("\u0085")) return {2, line_feed};
    if (rest.starts_with("\u2028") || rest.starts_with("\u2029")) return {3, line_feed};
    if ((first < 0x20 && first != '\t') || first == 0x7F) return {1, nothing_printable};
    if (first == 0xC2 && rest.size() > 1 && static_cast<unsigned char>(rest[1]) < 0xA0)
        return {2, nothing_printable};  // C1
    if (first == '\\') return {1, "\\\\"};
    if (first == ',') return {1, "\\,"};
    if (first == ';') return {1, "\\;"};
    return {1, rest.substr(0, 1)};
}

static std::string escaped(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto [bytes, as] = written(text);
        out += as;
        text.remove_prefix(bytes);
    }
    return out;
}

static std::string joined(std::span<const std::string> values, char separator) {
    std::string out;
    for (const auto& value : values) {
        if (&value != &values.front()) out += separator;
        out += escaped(value);
    }
    return out;
}

static bool is_uri(std::string_view text) {
    const auto colon = text.find(':');
    const auto is_graphic = [](char c) { return c > ' ' && c < '\x7F'; };
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto in_scheme = [&](char c) {
        return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    };
    return colon != std::string_view::npos && colon > 0 && is_letter(text[0]) &&
           std::ranges::all_of(text.substr(0, colon), in_scheme) &&
           std::ranges::all_of(text, is_graphic);
}

void VCardLines::put(std::string_view property, std::string_view value) {
    std::string line(property);
    line += ':';
    line += value;
    std::string_view rest = line;
    for (std::size_t room = longest_line; rest.size() > room; room = longest_line - 1) {
        auto part = utf8_prefix(rest, room);
        if (part.empty()) part = rest.substr(0, room);  // bytes that are no UTF-8
        lines_ += part;
        lines_ += "\r\n ";
        rest.remove_prefix(part.size());
    }
    lines_ += rest;
    lines_ += "\r\n";
}

void VCardLines::text(std::string_view property, std::string_view value) {
    if (!value.empty()) put(property, escaped(value));
}

void VCardLines::components(std::string_view property, std::span<const std::string> values) {
    if (std::ranges::all_of(values, &std::string::empty)) return;
    put(property, joined(values, ';'));
}

void VCardLines::list(std::string_view property, std::span<const std::string> values) {
    if (!values.empty()) put(property, joined(values, ','));
}

void VCardLines::uri(std::string_view property, std::string_view value) {
    if (is_uri(value))
        put(property, value);
    else
        text(std::string(property) + ";VALUE=text", value);
}

}  // namespace boswell::formats
