// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/histories/html_text.hpp"

#include "base/integer.hpp"
#include "base/text.hpp"

#include <cstdint>
#include <optional>
#include <utility>

namespace boswell::formats {

static constexpr std::pair<std::string_view, std::string_view> entities[] = {
    {"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", " "},
};

static constexpr std::size_t longest_entity = 10;

static void append_utf8(std::string& out, std::uint32_t code) {
    const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    const auto rest = [&](int shift) { put(0x80 | (code >> shift & 0x3F)); };
    if (code < 0x80) return put(code);
    if (code < 0x800) {
        put(0xC0 | code >> 6);
    } else if (code < 0x10000) {
        put(0xE0 | code >> 12);
        rest(6);
    } else {
        put(0xF0 | code >> 18);
        rest(12);
        rest(6);
    }
    rest(0);
}

static std::optional<std::uint32_t> code_of(std::string_view digits) {
    std::uint32_t code = 0;
    const bool hex = digits.starts_with('x') || digits.starts_with('X');
    if (hex) digits.remove_prefix(1);
    const auto* const end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, code, hex ? 16 : 10);
    const bool is_character = code > 0 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    if (error != std::errc() || stop != end || !is_character) return std::nullopt;
    return code;
}

/// Appends what `html`, which begins with '&', begins with; returns how long that was.
static std::size_t append_reference(std::string& out, std::string_view html) {
    const auto end = html.substr(0, longest_entity + 2).find(';');
    const auto name = end == std::string_view::npos ? "" : html.substr(1, end - 1);
    if (name.starts_with('#')) {
        if (const auto code = code_of(name.substr(1))) {
            append_utf8(out, *code);
            return end + 1;
        }
    }
    for (const auto& [entity, text] : entities) {
        if (name != entity) continue;
        out += text;
        return end + 1;
    }
    out += '&';
    return 1;
}

static std::string unescaped(std::string_view html) {
    std::string out;
    while (!html.empty()) {
        if (html.front() == '&') {
            html.remove_prefix(append_reference(out, html));
        } else {
            out += html.front();
            html.remove_prefix(1);
        }
    }
    return out;
}

static std::string target_of(std::string_view tag) {
    for (const char quote : {'"', '\''}) {
        const auto at = tag.find(std::string("href=") + quote);
        if (at == std::string_view::npos) continue;
        const auto begin = at + 6;
        const auto end = tag.find(quote, begin);
        if (end != std::string_view::npos) return unescaped(tag.substr(begin, end - begin));
    }
    return {};
}

namespace {

/// The link that is open at the moment.
struct Link {
    std::string target;
    std::size_t begin = 0;  // of its text, in what was written
};

}  // namespace

static void close_link(std::string& out, Link& link) {
    const auto text = std::string_view(out).substr(link.begin);
    const bool says_it = text == link.target || link.target == "mailto:" + std::string(text);
    if (!link.target.empty() && !says_it) out += " (" + link.target + ")";
    link = {};
}

static void apply_tag(std::string& out, std::string_view tag, Link& link) {
    const auto name = to_lower(tag.substr(0, tag.find_first_of(" \t\n/", 1)));
    if (name == "br") {
        out += '\n';
    } else if (name == "a") {
        link = {target_of(tag), out.size()};
    } else if (name == "/a" || to_lower(tag) == "/a") {
        close_link(out, link);
    }
}

std::string text_of_html(std::string_view html) {
    std::string out;
    Link link;
    bool has_tags = true;  // else looking for their ends would take for ever
    while (!html.empty()) {
        const bool may_open = has_tags && html.front() == '<';
        const auto end = may_open ? html.find('>') : std::string_view::npos;
        if (may_open) has_tags = end != std::string_view::npos;
        if (end != std::string_view::npos) {
            apply_tag(out, html.substr(1, end - 1), link);
            html.remove_prefix(end + 1);
        } else if (html.front() == '&') {
            html.remove_prefix(append_reference(out, html));
        } else {
            out += html.front();
            html.remove_prefix(1);
        }
    }
    return out;
}

}  // namespace boswell::formats
