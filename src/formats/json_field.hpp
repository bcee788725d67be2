// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.hpp"
#include "base/time.hpp"
#include "model/jid.hpp"

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Reads values that JsonObject writes. All functions throw BadField for a value of another kind.
namespace boswell::formats {

using Json = nlohmann::json;

/// Says what is wrong with a value. Whoever reads the surrounding field puts its name before that.
class BadField : public Error {
public:
    using Error::Error;
};

/// A line as an object. Throws BadField for what is not strict JSON in UTF-8, for deep nesting and
/// for anything but an object.
Json parse_object(std::string_view line);

const std::string& text_of(const Json& value);  ///< without NUL
Jid jid_of(const Json& value);
Jid bare_jid_of(const Json& value);
Time time_of(const Json& value);
bool boolean_of(const Json& value);
std::int64_t number_of(const Json& value, std::int64_t least, std::int64_t most);
milliseconds seconds_of(const Json& value);  ///< not negative, at most about 30 years
std::int64_t id_of(const Json& value);       ///< of a message: more than 0, below 2^53
const Json& object_of(const Json& value);

[[noreturn]] void throw_unknown_word(std::string_view word);

/// A word of an enumeration, by the function that reads it.
template <typename Enum>
Enum word_of(const Json& value, std::optional<Enum> (*parse)(std::string_view)) {
    if (const auto word = parse(text_of(value))) return *word;
    throw_unknown_word(text_of(value));
}

template <typename Read>
auto list_of(const Json& value, Read read) {
    if (!value.is_array()) throw BadField("is not a list");
    std::vector<std::decay_t<decltype(read(value))>> list;
    for (const auto& entry : value) list.push_back(read(entry));
    return list;
}

/// One member of an object, and what it is in the model.
template <typename Target>
struct Field {
    const char* name;
    void (*read)(const Json& value, Target& target);
};

/// Members that the table does not have are left alone: a later version may have added them.
template <typename Target>
void read_fields(const Json& object, std::span<const Field<Target>> fields, Target& target) {
    for (const auto& field : fields) {
        const auto found = object.find(field.name);
        if (found == object.end()) continue;
        try {
            field.read(*found, target);
        } catch (const BadField& error) {
            throw BadField("{} {}", field.name, error.what());
        }
    }
}

/// Throws BadField if one of them is missing.
void require_fields(const Json& object, std::initializer_list<const char*> names);

}  // namespace boswell::formats
