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

/// The text with U+FFFD for each byte that is not UTF-8.
std::string repaired_utf8(std::string_view text);

/// The fields of a record, in whatever format. Values that are empty are unknown and left out.
class RecordFields {
public:
    virtual ~RecordFields() = default;

    virtual void text(std::string_view key, std::string_view value) = 0;
    virtual void number(std::string_view key, std::int64_t value) = 0;
    /// With milliseconds, if it has any.
    virtual void seconds(std::string_view key, milliseconds value) = 0;
    virtual void boolean(std::string_view key, bool value) = 0;
    virtual void time(std::string_view key, Time value) = 0;
    /// For a value that the caller appends as JSON: an object or an array.
    virtual std::string& member(std::string_view key) = 0;

    void list(std::string_view key, const std::vector<std::string>& values) {
        if (!values.empty()) append_json(member(key), values);
    }
};

/// Writes one JSON object (RFC 8259) to the end of a string, from construction to close().
class JsonObject final : public RecordFields {
public:
    explicit JsonObject(std::string& out) : out_(out) { out_ += '{'; }
    void close() { out_ += '}'; }

    void text(std::string_view key, std::string_view value) override;
    void number(std::string_view key, std::int64_t value) override;
    void seconds(std::string_view key, milliseconds value) override;
    void boolean(std::string_view key, bool value) override;
    void time(std::string_view key, Time value) override;
    std::string& member(std::string_view key) override;

private:
    std::string& out_;
    bool first_ = true;
};

/// An array of objects; nothing if there are none.
template <typename Value, typename Write>
void add_list(RecordFields& object, std::string_view key, const std::vector<Value>& values,
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
