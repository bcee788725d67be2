// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/histories/json_reader.hpp"

namespace boswell::formats {

static constexpr int end = -1;
static constexpr std::string_view blanks = " \t\r\n";

void JsonReader::fail(std::string_view what) const {
    throw Error("{}: byte {}: {}", in_.name(), position_ + 1, what);
}

int JsonReader::look() {
    if (rest_.empty()) rest_ = in_.read();
    return rest_.empty() ? end : static_cast<unsigned char>(rest_.front());
}

int JsonReader::get() {
    const auto c = look();
    if (c == end) return c;
    rest_.remove_prefix(1);
    ++position_;
    return c;
}

void JsonReader::skip_blanks() {
    while (look() != end && blanks.find(static_cast<char>(look())) != std::string_view::npos) get();
}

char JsonReader::peek() {
    skip_blanks();
    return look() == end ? '\0' : static_cast<char>(look());
}

void JsonReader::enter(char bracket) {
    const auto found = peek();
    if (found == '\0') {
        is_cut_ = true;
        return;
    }
    if (found != bracket) fail(fmt::format("there is no '{}'", bracket));
    get();
}

bool JsonReader::next_element() {
    if (peek() == ',') get();
    const auto found = peek();
    if (found == '\0') is_cut_ = true;
    if (found == ']') get();
    return found != '\0' && found != ']';
}

bool JsonReader::next_member(std::string& key) {
    if (peek() == ',') get();
    const auto found = peek();
    if (found == '\0') is_cut_ = true;
    if (found == '}') get();
    if (found == '\0' || found == '}') return false;
    if (found != '"') fail("there is no name of a member");
    const auto name = value();
    key = name.is_string() ? name.get<std::string>() : std::string();
    if (peek() == '\0') {
        is_cut_ = true;
        return false;
    }
    if (get() != ':') fail("there is no ':' behind the name of a member");
    return true;
}

Json JsonReader::value() {
    std::string raw;
    const bool fits = scan(&raw);
    if (!fits) throw BadField("is longer than {} bytes, or more than {} deep", longest, deepest);
    auto value = Json::parse(raw, nullptr, false);
    if (value.is_discarded()) throw BadField("is not JSON");
    return value;
}

/// Appends the next value to `raw` unless it is null. False if it is too long or too deep; it is
/// passed over all the same.
bool JsonReader::scan(std::string* raw) {
    skip_blanks();
    bool fits = true;
    bool in_text = false;
    int depth = 0;
    const auto begin = position_;
    for (int c = look(); c != end; c = look()) {
        const bool closes = c == '}' || c == ']';
        const bool ends = c == ',' || c == ':' || blanks.find(static_cast<char>(c)) != blanks.npos;
        if (!in_text && depth == 0 && (closes || (ends && position_ > begin))) break;
        get();
        fits = fits && (raw == nullptr || raw->size() < longest) && depth <= deepest;
        if (raw != nullptr && fits) raw->push_back(static_cast<char>(c));
        if (in_text && c == '\\') {
            const auto escaped = get();
            if (raw != nullptr && fits && escaped != end)
                raw->push_back(static_cast<char>(escaped));
        } else if (c == '"') {
            in_text = !in_text;
        } else if (!in_text && (c == '{' || c == '[')) {
            ++depth;
        } else if (!in_text && closes) {
            --depth;
        }
        const bool whole = !in_text && depth == 0 && (c == '"' || closes);
        if (whole) return fits;
    }
    if (look() == end && (in_text || depth > 0)) is_cut_ = true;
    if (position_ == begin) fail("there is no value");
    return fits;
}

}  // namespace boswell::formats
