// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/stanza_marks.hpp"

#include "base/error.hpp"
#include "base/xml_entity.hpp"

#include <string.h>
#include <xxhash.h>

#include <algorithm>
#include <array>

namespace boswell::archive {

static constexpr std::size_t largest_stanza = 64u << 20;
/// A shorter text saves nothing worth the look.
static constexpr std::size_t shortest_text = 4;

namespace {

struct Mark {
    char character;
    std::string text;  // as the stanza has it
};

/// Which characters a writer of XML has escaped.
enum class Escapes { all_five, three };

}  // namespace

static bool is_escaped(char character, Escapes escapes) {
    if (escapes == Escapes::three && (character == '\'' || character == '"')) return false;
    return !xml_entity(character).empty();
}

static std::string escaped(std::string_view text, Escapes escapes) {
    const auto is_special = [=](char character) { return is_escaped(character, escapes); };
    auto special = std::ranges::find_if(text, is_special);
    if (special == text.end()) return std::string(text);  // nearly always
    std::string xml;
    for (auto plain = text.begin();; special = std::find_if(plain, text.end(), is_special)) {
        xml.append(plain, special);
        if (special == text.end()) return xml;
        xml += xml_entity(*special);
        plain = special + 1;
    }
}

/// The XEP-0082 text of a stamp, as most servers write it.
static std::string without_fraction(Time stamp) {
    auto text = to_rfc3339(stamp);
    const auto point = text.find('.');
    return point == std::string::npos ? text : text.substr(0, point) + 'Z';
}

/// The texts in the order in which they are looked for. A body may contain any other text.
static std::array<Mark, 11> marks_of(const RepeatedTexts& texts) {
    const auto all = [](std::string_view text) { return escaped(text, Escapes::all_five); };
    const auto& stamp = texts.claimed_stamp;
    return {{{'\x01', all(texts.body)},
             {'\x02', escaped(texts.body, Escapes::three)},
             {'\x03', all(texts.message_id)},
             {'\x04', all(texts.thread)},
             {'\x05', all(texts.from)},
             {'\x06', all(texts.from_resource)},
             {'\x07', all(texts.to)},
             {'\x08', all(texts.to_resource)},
             {'\x0b', all(texts.stanza_id)},
             {'\x0c', stamp ? without_fraction(*stamp) : std::string()},
             {'\x0e', stamp ? to_rfc3339(*stamp) : std::string()}}};
}

static bool is_mark(char character) {
    const auto code = static_cast<unsigned char>(character);
    return code < ' ' && character != '\t' && character != '\n' && character != '\r';
}

/// In time linear in the text, which std::string::find() is not: a stranger may send a long id that
/// nearly matches everywhere in a long body.
static std::size_t find_text(std::string_view text, std::string_view wanted, std::size_t from) {
    const auto* const found =
        ::memmem(text.data() + from, text.size() - from, wanted.data(), wanted.size());
    if (found == nullptr) return std::string_view::npos;
    return static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

/// In place, because a mark is never longer than its text.
static bool replace_all(std::string& text, const Mark& mark) {
    auto at = find_text(text, mark.text, 0);
    if (at == std::string::npos) return false;
    auto done = at;  // up to here the text is as it will be
    while (at != std::string::npos) {
        text[done++] = mark.character;
        const auto from = at + mark.text.size();
        at = find_text(text, mark.text, from);
        const auto until = std::min(at, text.size());
        std::copy(text.begin() + static_cast<std::ptrdiff_t>(from),
                  text.begin() + static_cast<std::ptrdiff_t>(until),
                  text.begin() + static_cast<std::ptrdiff_t>(done));
        done += until - from;
    }
    text.resize(done);
    return true;
}

static std::string expanded(std::string_view marked, const std::array<Mark, 11>& marks) {
    std::string stanza;
    while (!marked.empty()) {
        const auto plain =
            static_cast<std::size_t>(std::ranges::find_if(marked, is_mark) - marked.begin());
        stanza += marked.substr(0, plain);
        marked.remove_prefix(plain);
        if (marked.empty()) break;
        const auto mark = std::ranges::find(marks, marked.front(), &Mark::character);
        if (mark == marks.end()) throw Error("a packed stanza has an unknown mark");
        stanza += mark->text;
        if (stanza.size() > largest_stanza) throw Error("a packed stanza is too large");
        marked.remove_prefix(1);
    }
    return stanza;
}

std::optional<std::string> with_marks(std::string_view stanza, const RepeatedTexts& texts) {
    if (std::ranges::any_of(stanza, is_mark)) return std::nullopt;
    const auto marks = marks_of(texts);
    std::string marked(stanza);
    bool replaced = false;
    const Mark* before = nullptr;
    for (const auto& mark : marks) {
        // The first two marks stand for the same if the body has no quotes.
        const bool is_tried = before != nullptr && before->text == mark.text;
        before = &mark;
        if (mark.text.size() >= shortest_text && !is_tried) replaced |= replace_all(marked, mark);
    }
    if (!replaced || expanded(marked, marks) != stanza) return std::nullopt;
    return marked;
}

std::string without_marks(std::string_view marked, const RepeatedTexts& texts) {
    return expanded(marked, marks_of(texts));
}

std::uint32_t stanza_hash(std::string_view stanza) {
    return XXH32(stanza.data(), stanza.size(), 0);
}

}  // namespace boswell::archive
