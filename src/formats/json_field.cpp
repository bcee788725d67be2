// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/json_field.hpp"

#include "base/text.hpp"

#include <cmath>

namespace boswell::formats {

// A list of objects in a list of members is the deepest there is.
static constexpr int deepest = 8;
static constexpr std::int64_t largest_id = (std::int64_t{1} << 53) - 1;
static constexpr std::size_t longest_quotation = 60;

static bool is_deep(std::string_view line) {
    int depth = 0;
    bool in_text = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (in_text) {
            if (c == '\\') ++i;
            if (c == '"') in_text = false;
        } else if (c == '"') {
            in_text = true;
        } else if (c == '{' || c == '[') {
            if (++depth > deepest) return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

static std::string quotation(std::string_view text) {
    const auto part = utf8_prefix(text, longest_quotation);
    return fmt::format("'{}{}'", part, part.size() < text.size() ? "…" : "");
}

Json parse_object(std::string_view line) {
    if (!is_utf8(line)) throw BadField("is not UTF-8");
    if (is_deep(line)) throw BadField("has objects and lists more than {} deep", deepest);
    auto object = Json::parse(line, nullptr, false);
    if (object.is_discarded()) throw BadField("is not JSON");
    if (!object.is_object()) throw BadField("is not a JSON object");
    return object;
}

const std::string& text_of(const Json& value) {
    if (!value.is_string()) throw BadField("is not a string");
    const auto& text = value.get_ref<const std::string&>();
    if (text.find('\0') != std::string::npos) throw BadField("has a NUL in it");
    return text;
}

void throw_unknown_word(std::string_view word) {
    throw BadField("is {}, which is not known here", quotation(word));
}

Jid jid_of(const Json& value) {
    if (auto jid = Jid::parse(text_of(value))) return *std::move(jid);
    throw BadField("is {}, which is not a JID", quotation(text_of(value)));
}

Jid bare_jid_of(const Json& value) {
    auto jid = jid_of(value);
    if (!jid.is_bare()) throw BadField("is {}, which is not a bare JID", quotation(text_of(value)));
    return jid;
}

Time time_of(const Json& value) {
    if (const auto time = parse_rfc3339(text_of(value))) return *time;
    throw BadField("is {}, which is not a time as in 2026-11-22T07:44:38.000Z",
                   quotation(text_of(value)));
}

bool boolean_of(const Json& value) {
    if (!value.is_boolean()) throw BadField("is neither true nor false");
    return value.get<bool>();
}

std::int64_t number_of(const Json& value, std::int64_t least, std::int64_t most) {
    // What is larger than an int64_t is unsigned, or no integer to the parser.
    const bool whole = value.is_number_integer() &&
                       !(value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX);
    const auto number = whole ? value.get<std::int64_t>() : 0;
    if (!whole || number < least || number > most)
        throw BadField("is not a whole number from {} to {}", least, most);
    return number;
}

milliseconds seconds_of(const Json& value) {
    static constexpr double most = 1e9;
    if (!value.is_number()) throw BadField("is not a number");
    const auto seconds = value.get<double>();
    if (!(seconds >= 0 && seconds <= most)) throw BadField("is not a possible length of time");
    return milliseconds(std::llround(seconds * 1000));
}

std::int64_t id_of(const Json& value) { return number_of(value, 1, largest_id); }

const Json& object_of(const Json& value) {
    if (!value.is_object()) throw BadField("is not an object");
    return value;
}

void require_fields(const Json& object, std::initializer_list<const char*> names) {
    for (const auto* name : names) {
        if (!object.contains(name)) throw BadField("has no {}", name);
    }
}

}  // namespace boswell::formats
