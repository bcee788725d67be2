// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace boswell {

/// Appends a JSON string with its quotes. Always strict UTF-8: a byte that is not UTF-8 becomes
/// U+FFFD.
void append_json(std::string& out, std::string_view text);
/// Appends a JSON array of strings.
void append_json(std::string& out, const std::vector<std::string>& texts);

/// Writes one JSON object (RFC 8259) to the end of a string, from construction to close(). Values
/// that are empty are unknown and left out.
class JsonObject {
public:
    explicit JsonObject(std::string& out) : out_(out) { out_ += '{'; }
    void close() { out_ += '}'; }

    void text(std::string_view key, std::string_view value);
    void number(std::string_view key, std::int64_t value);
    /// With milliseconds, if it has any.
    void seconds(std::string_view key, milliseconds value);
    void boolean(std::string_view key, bool value);
    void time(std::string_view key, Time value);
    void list(std::string_view key, const std::vector<std::string>& values);
    /// For a value the caller appends: an object or an array.
    std::string& member(std::string_view key);

private:
    std::string& out_;
    bool first_ = true;
};

/// An array of objects; nothing if there are none.
template <typename Value, typename Write>
void add_list(JsonObject& object, std::string_view key, const std::vector<Value>& values,
              const Write& write) {
    if (values.empty()) return;
    auto& out = object.member(key);
    char before = '[';
    for (const auto& value : values) {
        out += before;
        before = ',';
        JsonObject entry(out);
        write(entry, value);
        entry.close();
    }
    out += ']';
}

}  // namespace boswell
