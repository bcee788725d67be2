// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json_object.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace boswell {

/// Nearly all characters are, and are copied together.
static constexpr auto plain_bytes = [] {
    std::array<bool, 256> plain{};
    for (std::size_t code = 0x20; code < plain.size(); ++code)
        plain[code] = code != 0x7F && code != '"' && code != '\\' && code != 0xC2;
    return plain;
}();

static bool is_plain(char c) { return plain_bytes[static_cast<unsigned char>(c)]; }

/// True if all are, and none needs to be looked at as UTF-8: so it is with names, ids and times.
static bool is_plain_ascii(std::string_view text) {
    return std::ranges::all_of(
        text, [](char c) { return is_plain(c) && static_cast<unsigned char>(c) < 0x80; });
}

static void append_escaped(std::string& out, char c) {
    switch (c) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        default:
            break;
    }
    const auto code = static_cast<unsigned char>(c);
    if (code < 0x20 || code == 0x7F) {
        fmt::format_to(std::back_inserter(out), "\\u{:04x}", code);
    } else {
        out += c;
    }
}

std::string repaired_utf8(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        std::size_t length = 1;
        while (length < 4 && length < text.size() && !is_utf8(text.substr(0, length))) ++length;
        if (is_utf8(text.substr(0, length))) {
            out += text.substr(0, length);
            text.remove_prefix(length);
        } else {
            out += "\xEF\xBF\xBD";
            text.remove_prefix(1);
        }
    }
    return out;
}

void append_json(std::string& out, std::string_view text) {
    if (is_plain_ascii(text)) {
        out += '"';
        out += text;
        out += '"';
        return;
    }
    if (!is_utf8(text)) {
        append_json(out, repaired_utf8(text));
        return;
    }
    out += '"';
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto plain = static_cast<std::size_t>(
            std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(i), text.end(), is_plain) -
            text.begin());
        out += text.substr(i, plain - i);
        i = plain;
        if (i == text.size()) break;
        // C1 controls are legal in JSON, but steer the terminal of whoever reads it there.
        if (text[i] == '\xC2' && static_cast<unsigned char>(text[i + 1]) < 0xA0) {
            const auto code = static_cast<unsigned char>(text[++i]);
            fmt::format_to(std::back_inserter(out), "\\u{:04x}", code);
        } else {
            append_escaped(out, text[i]);
        }
    }
    out += '"';
}

void append_json(std::string& out, const std::vector<std::string>& texts) {
    out += '[';
    bool first = true;
    for (const auto& text : texts) {
        if (!std::exchange(first, false)) out += ',';
        append_json(out, text);
    }
    out += ']';
}

std::string& JsonObject::member(std::string_view key) {
    if (!std::exchange(first_, false)) out_ += ',';
    append_json(out_, key);
    out_ += ':';
    return out_;
}

void JsonObject::text(std::string_view key, std::string_view value) {
    if (!value.empty()) append_json(member(key), value);
}

void JsonObject::number(std::string_view key, std::int64_t value) {
    const fmt::format_int digits(value);
    member(key).append(digits.data(), digits.size());
}

void JsonObject::seconds(std::string_view key, milliseconds value) {
    const auto count = value.count();
    auto out = std::back_inserter(member(key));
    fmt::format_to(out, "{}", count / 1000);
    if (count % 1000 != 0) fmt::format_to(out, ".{:03}", count % 1000);
}

void JsonObject::boolean(std::string_view key, bool value) {
    member(key) += value ? "true" : "false";
}

void JsonObject::time(std::string_view key, Time value) {
    append_json(member(key), to_rfc3339(value));
}

}  // namespace boswell
