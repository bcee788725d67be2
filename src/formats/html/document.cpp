// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/html/document.hpp"

#include "base/base64.hpp"
#include "base/digest.hpp"
#include "html_files.hpp"
#include "view/html/page_style.hpp"

#include <fmt/core.h>

#include <charconv>
#include <stdexcept>

namespace boswell::formats::html {

using view::Markup;

std::string_view embedded(std::string_view name) {
    for (const auto& file : files) {
        if (file.name == name) return file.text;
    }
    throw std::logic_error(fmt::format("{} is not compiled in", name));
}

/// A source of a Content Security Policy (CSP 3, 2.3.1): an element with exactly this content.
static std::string source_of(std::string_view content) {
    const auto digits = sha256_hex(content);
    std::string bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
        unsigned octet = 0;
        std::from_chars(digits.data() + i, digits.data() + i + 2, octet, 16);
        bytes += static_cast<char>(octet);
    }
    return fmt::format("'sha256-{}'", encode_base64(bytes));
}

// No page is at an http address, where the words 'self' would mean its folder. So only the script
// that is in the page may run, and what that one adds ('strict-dynamic').
static std::string policy_of(const Document& document) {
    static const auto page_style = source_of(view::html::page_style());
    auto policy =
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        "style-src " +
        page_style;
    if (!document.style.empty()) policy += ' ' + source_of(document.style);
    if (!document.script.empty())
        policy += "; script-src " + source_of(document.script) + " 'strict-dynamic'";
    return policy;
}

static void write_head(Markup& markup, const Document& document) {
    markup.open("head");
    markup.empty("meta", {{"charset", "utf-8"}});
    markup.empty("meta",
                 {{"http-equiv", "Content-Security-Policy"}, {"content", policy_of(document)}});
    markup.empty("meta", {{"name", "referrer"}, {"content", "no-referrer"}});
    markup.empty("meta",
                 {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    markup.empty("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
    markup.element("title", {}, document.title);
    markup.raw_element("style", {}, view::html::page_style());
    if (!document.style.empty()) markup.raw_element("style", {}, document.style);
    markup.close();
}

std::string document(const Document& document,
                     const std::function<void(Markup&, std::string&)>& write) {
    std::string out = "<!DOCTYPE html>\n";
    Markup markup(out, Markup::Lines::none);
    markup.open("html", {{"lang", "en"}});
    write_head(markup, document);
    markup.open("body");
    write(markup, out);
    if (!document.script.empty()) markup.raw_element("script", {}, document.script);
    markup.close();
    markup.close();
    out += '\n';
    return out;
}

}  // namespace boswell::formats::html
