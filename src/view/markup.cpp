// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/markup.hpp"

#include "base/printable.hpp"
#include "base/xml_entity.hpp"

#include <algorithm>
#include <cassert>

namespace boswell::view {

/// A character that stands for itself, whatever is around it.
static bool is_plain(char c) {
    return c >= ' ' && c < 0x7F && c != '&' && c != '<' && c != '>' && c != '\'' && c != '"';
}

/// All others are written as they are, once the text is printable.
static bool may_be_special(char c) {
    return c == '&' || c == '<' || c == '>' || c == '\'' || c == '"' || c == '\xEF';
}

static void append_escaped(std::string& out, std::string_view text) {
    // Nearly all that is written is plain, or begins so.
    const auto plain = std::ranges::find_if_not(text, is_plain) - text.begin();
    out += text.substr(0, static_cast<std::size_t>(plain));
    text.remove_prefix(static_cast<std::size_t>(plain));
    if (text.empty()) return;
    const auto safe = printable(text, boswell::Lines::many);
    for (std::size_t i = 0; i < safe.size(); ++i) {
        const auto begin = i;
        while (i < safe.size() && !may_be_special(safe[i])) ++i;
        out.append(safe, begin, i - begin);
        if (i == safe.size()) break;
        const auto rest = std::string_view(safe).substr(i);
        // The two characters that UTF-8 has and XML (2.2) has not, but for control characters.
        if (rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF")) {
            out += rest[2] == '\xBE' ? "\\ufffe" : "\\uffff";
            i += 2;
        } else if (const auto entity = xml_entity(safe[i]); !entity.empty()) {
            out += entity;
        } else {
            out += safe[i];
        }
    }
}

void Markup::begin(MarkupName name, Attributes attributes) {
    out_ += '<';
    out_ += name.text();
    for (const auto& [attribute, value] : attributes) {
        out_ += ' ';
        out_ += attribute.text();
        out_ += "=\"";
        append_escaped(out_, value.text());
        out_ += '"';
    }
}

void Markup::open(MarkupName name, Attributes attributes) {
    begin(name, attributes);
    out_ += '>';
    open_.push_back(name.text());
}

void Markup::close() {
    assert(!open_.empty());
    out_ += "</";
    out_ += open_.back();
    out_ += lines_ == Lines::by_element ? ">\n" : ">";
    open_.pop_back();
}

void Markup::empty(MarkupName name, Attributes attributes) {
    begin(name, attributes);
    out_ += lines_ == Lines::by_element ? "/>\n" : "/>";
}

void Markup::text(std::string_view text) { append_escaped(out_, text); }

void Markup::element(MarkupName name, Attributes attributes, std::string_view content) {
    open(name, attributes);
    text(content);
    close();
}

void Markup::raw_element(MarkupName name, Attributes attributes, std::string_view content) {
    assert(content.find("</") == std::string_view::npos);
    open(name, attributes);
    out_ += content;
    close();
}

}  // namespace boswell::view
