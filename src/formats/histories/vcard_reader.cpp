// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/histories/vcard_reader.hpp"

#include "base/text.hpp"
#include "formats/importer.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace boswell::formats {

static constexpr std::string_view begin_word = "begin:vcard";

static std::string to_upper(std::string_view text) {
    std::string upper(text);
    for (auto& c : upper) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return upper;
}

std::string_view VCardProperty::parameter(std::string_view wanted) const {
    for (const auto& [key, text] : parameters) {
        if (key == wanted) return text;
    }
    return {};
}

std::vector<std::string_view> VCardProperty::types() const {
    std::vector<std::string_view> all;
    for (const auto& [key, text] : parameters) {
        if (key != "TYPE") continue;
        const auto each = split(text, ',');
        all.insert(all.end(), each.begin(), each.end());
    }
    return all;
}

std::string unescaped(std::string_view value) {
    std::string text;
    for (std::size_t i = 0; i < value.size(); ++i) {
        constexpr std::string_view escapes = "\\,;:";
        const char next = value[i] == '\\' && i + 1 < value.size() ? value[i + 1] : '\0';
        if (next == 'n' || next == 'N')
            text += '\n';
        else if (next != '\0' && escapes.find(next) != std::string_view::npos)
            text += next;
        else {
            text += value[i];
            continue;
        }
        ++i;
    }
    return text;
}

std::vector<std::string> components(std::string_view value) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= value.size(); ++i) {
        if (i < value.size() && value[i] == '\\') {
            ++i;
        } else if (i >= value.size() || value[i] == ';') {
            parts.push_back(unescaped(value.substr(begin, i - begin)));
            begin = i + 1;
        }
    }
    return parts;
}

/// The value of a parameter without its quotes, up to what ends it.
static std::string take_parameter(std::string_view& rest) {
    std::string value;
    bool quoted = false;
    while (!rest.empty() && (quoted || (rest[0] != ':' && rest[0] != ';'))) {
        if (rest[0] == '"')
            quoted = !quoted;
        else
            value += rest[0];
        rest.remove_prefix(1);
    }
    return to_lower(value);
}

static bool is_name(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

/// False for a line that is no property.
static bool parse(std::string_view line, VCardProperty& property) {
    const auto end = std::min(line.find_first_of(":;"), line.size());
    const auto name = line.substr(0, end);
    property.name = to_upper(name.substr(name.rfind('.') + 1));
    auto rest = line.substr(end);
    while (rest.starts_with(';')) {
        rest.remove_prefix(1);
        auto key = rest.substr(0, rest.find_first_of("=:;"));
        rest.remove_prefix(key.size());
        if (rest.starts_with('=')) {
            rest.remove_prefix(1);
            property.parameters.emplace_back(to_upper(key), take_parameter(rest));
        } else {
            auto value = to_lower(key);
            const bool encodes = value == "base64" || value == "quoted-printable";
            property.parameters.emplace_back(encodes ? "ENCODING" : "TYPE", std::move(value));
        }
    }
    if (!rest.starts_with(':') || !is_name(property.name)) return false;
    property.value = rest.substr(1);
    return true;
}

bool VCardReader::look_ahead() {
    if (has_ahead_) return true;
    has_ahead_ = lines_.next(ahead_);
    if (has_ahead_ && ahead_.ends_with('\r')) ahead_.pop_back();
    return has_ahead_;
}

/// A line with those that go on with it.
bool VCardReader::next_line() {
    if (!look_ahead()) return false;
    line_number_ = lines_.number();
    is_long_ = lines_.is_cut();
    line_.clear();
    std::string_view part = ahead_;
    do {
        is_long_ = is_long_ || lines_.is_cut() || line_.size() + part.size() > longest_value;
        if (!is_long_ || line_.empty()) line_ += part.substr(0, longest_value);
        has_ahead_ = false;
        if (!look_ahead()) break;
        part = ahead_;
        if (!keeps_blanks_ && !part.empty()) part.remove_prefix(1);
    } while (ahead_.starts_with(' ') || ahead_.starts_with('\t'));
    return true;
}

void VCardReader::fail(std::string_view what) const {
    throw BadRecord("{}: card {} {}", in_.name(), number_, what);
}

static bool is_large_kind(std::string_view name) {
    return name == "PHOTO" || name == "LOGO" || name == "SOUND" || name == "KEY";
}

/// Adds what the line has to the card. Returns why it cannot be read, or "".
std::string VCardReader::read_property(std::vector<VCardProperty>& card, std::size_t& size) const {
    const auto wrong = [&](std::string_view what) {
        return fmt::format("cannot be read: line {} {}", line_number_, what);
    };
    VCardProperty property;
    if (!parse(line_, property)) return wrong("is no line of a vCard");
    if (is_long_ && !is_large_kind(property.name))
        return wrong(fmt::format("is longer than {} bytes", longest_value));
    if (is_long_) property.value.clear();
    if (property.parameter("ENCODING") == "quoted-printable")
        return wrong(
            "is quoted-printable, as only vCard 2.1 has it; export the contacts as 3.0 or "
            "4.0");
    const auto charset = property.parameter("CHARSET");
    if (!charset.empty() && charset != "utf-8" && charset != "us-ascii")
        return wrong("is in another character set than UTF-8; export the contacts in UTF-8");
    if (!is_utf8(property.value)) return wrong("is not UTF-8");
    size += property.value.size();
    if (size > largest_card || card.size() == most_properties)
        return fmt::format("is larger than {} MiB, or has more than {} properties",
                           largest_card >> 20, most_properties);
    card.push_back(std::move(property));
    return {};
}

/// Goes to the BEGIN of the next card; false if there is none.
bool VCardReader::find_begin() {
    if (std::exchange(has_begun_, false)) return true;
    while (next_line()) {
        const auto word = trim(line_);
        if (to_lower(word.substr(0, 20)) == begin_word) {
            is_outside_ = false;
            return true;
        }
        if (!word.empty() && !std::exchange(is_outside_, true))
            throw BadRecord("{}:{}: is outside of any vCard", in_.name(), line_number_);
    }
    return false;
}

bool VCardReader::next(std::vector<VCardProperty>& card) {
    card.clear();
    keeps_blanks_ = false;
    if (!find_begin()) return false;
    ++number_;
    std::string wrong;
    std::size_t size = 0;
    while (next_line()) {
        const auto word = to_lower(trim(std::string_view(line_).substr(0, 20)));
        has_begun_ = word == begin_word;
        if (has_begun_) fail("has no END:VCARD before the next one begins");
        if (word == "end:vcard") {
            if (!wrong.empty()) fail(wrong);
            return true;
        }
        if (word == "version:2.1") keeps_blanks_ = true;
        if (wrong.empty() && !word.empty()) wrong = read_property(card, size);
    }
    fail(wrong.empty() ? "has no END:VCARD: the file was cut short" : wrong);
}

}  // namespace boswell::formats
