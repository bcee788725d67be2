// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/xhtml.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace boswell::stanza {

static constexpr std::string_view xhtml_im = "http://jabber.org/protocol/xhtml-im";
static constexpr std::string_view xhtml = "http://www.w3.org/1999/xhtml";
static constexpr std::array<std::string_view, 15> blocks{"p",  "div", "li", "ul",         "ol",
                                                         "dl", "dt",  "dd", "blockquote", "pre",
                                                         "h1", "h2",  "h3", "h4",         "h5"};

/// Nobody sees what is in these.
static constexpr std::array<std::string_view, 5> unseen{"head", "title", "style", "script",
                                                        "template"};

static void end_line(std::string& out) {
    while (out.ends_with(' ')) out.pop_back();
    if (!out.empty() && out.back() != '\n') out += '\n';
}

/// A run of white space is one blank, as a browser shows it.
static void append_words(std::string& out, std::string_view text) {
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!blank) out += c;
        if (blank && !out.empty() && out.back() != ' ' && out.back() != '\n') out += ' ';
    }
}

// As deep as the limits on stanzas allow.
static void append(std::string& out, const Element& element) {
    std::size_t done = 0;
    for (const auto& child : element.children()) {
        append_words(out, element.text().substr(done, child.place() - done));
        done = child.place();
        if (child.xmlns() != xhtml) continue;
        if (std::ranges::find(unseen, child.name()) != unseen.end()) continue;
        const bool is_block = std::ranges::find(blocks, child.name()) != blocks.end();
        if (is_block) end_line(out);
        if (child.name() == "br") out += '\n';
        if (child.name() == "img") append_words(out, child.attribute("alt"));
        append(out, child);
        if (is_block) end_line(out);
    }
    append_words(out, element.text().substr(done));
}

std::string xhtml_text(const Element& message) {
    const auto* html = find_child(message, "html", xhtml_im);
    const auto* body = html == nullptr ? nullptr : find_child(*html, "body", xhtml);
    std::string text;
    if (body != nullptr) append(text, *body);
    return std::string(trim(text));
}

}  // namespace boswell::stanza
