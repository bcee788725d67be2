// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/printable.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace boswell {

namespace {

/// Bidirectional controls still open (Unicode UAX 9): they would reorder what follows this text.
class OpenBidi {
public:
    void see(std::string_view character) {
        if (character.size() != 3 || character[0] != '\xE2') return;
        const auto low = static_cast<unsigned char>(character[2]);
        if (character[1] == '\x80') {
            if (low == 0xAC) end_embedding();
            if (low == 0xAA || low == 0xAB || low == 0xAD || low == 0xAE) open_ += embedding;
        } else if (character[1] == '\x81') {
            if (low == 0xA9) end_isolate();
            if (low >= 0xA6 && low <= 0xA8) begin_isolate();
        }
    }

    /// The innermost first, because nothing within an isolate closes what was opened outside.
    void close(std::string& out) {
        for (; !open_.empty(); open_.pop_back())
            out += open_.back() == embedding ? "\xE2\x80\xAC" : "\xE2\x81\xA9";
        isolates_ = 0;
    }

private:
    static constexpr char embedding = 'e';  // LRE RLE LRO RLO, closed by PDF
    static constexpr char isolate = 'i';    // LRI RLI FSI, closed by PDI

    void begin_isolate() {
        open_ += isolate;
        ++isolates_;
    }
    void end_embedding() {
        if (!open_.empty() && open_.back() == embedding) open_.pop_back();
    }
    /// Ends the embeddings within the isolate, too.
    void end_isolate() {
        if (isolates_ == 0) return;
        open_.erase(open_.rfind(isolate));
        --isolates_;
    }

    std::string open_;  // the outermost first
    std::size_t isolates_ = 0;
};

}  // namespace

static bool is_control(std::string_view character) {
    const auto first = static_cast<unsigned char>(character[0]);
    if (character.size() == 1) return first < 0x20 || first == 0x7F;
    return first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;
}

/// U+2028 and U+2029.
static bool is_separator(std::string_view character) {
    return character == "\xE2\x80\xA8" || character == "\xE2\x80\xA9";
}

static void append_escaped(std::string& out, std::string_view bytes, Lines lines) {
    if (bytes == "\n" || bytes == "\t") {
        if (lines == Lines::many) {
            out += bytes;
        } else {
            out += bytes == "\n" ? "\\n" : "\\t";
        }
        return;
    }
    const auto last = static_cast<unsigned char>(bytes.back());
    out += fmt::format("\\x{:02x}", last);
}

/// How many bytes at the front are letters, digits and the like of ASCII, which stay as they are.
static std::size_t plain_length(std::string_view text) {
    const auto* const end =
        std::ranges::find_if_not(text, [](char c) { return c >= ' ' && c <= '~'; });
    return static_cast<std::size_t>(end - text.begin());
}

/// Of the UTF-8 sequence that begins so, if it is one.
static std::size_t length_by_lead(char lead) {
    const auto byte = static_cast<unsigned char>(lead);
    if (byte < 0xC0) return 1;
    if (byte < 0xE0) return 2;
    return byte < 0xF0 ? 3 : 4;
}

std::string printable(std::string_view text, Lines lines) {
    std::string out;
    out.reserve(text.size());
    OpenBidi open;
    while (true) {
        const auto plain = plain_length(text);
        out += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty()) break;
        const auto length = length_by_lead(text.front());
        const bool broken = !is_utf8(text.substr(0, length));
        const auto character = text.substr(0, broken ? 1 : length);
        if (broken || is_control(character)) {
            if (character == "\n" && lines == Lines::many) open.close(out);
            append_escaped(out, character, lines);
        } else if (is_separator(character)) {
            out += character.back() == '\xA8' ? "\\u2028" : "\\u2029";
        } else {
            out += character;
            open.see(character);
        }
        text.remove_prefix(character.size());
    }
    open.close(out);
    return out;
}

}  // namespace boswell
