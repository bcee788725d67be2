// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "formats/input.hpp"
#include "formats/json_field.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace boswell::formats {

/// Reads a JSON text from front to back, so that a file may be larger than the memory: the caller
/// goes into the lists and objects that are large, and takes the values in them one by one.
///
/// A text that ends too early is no fault: everything ends there, and is_cut() is true. All
/// functions throw Error where the text is no JSON and cannot be read any further.
class JsonReader {
public:
    /// `in` outlives this.
    explicit JsonReader(Input& in) : in_(in) {}

    /// The first character of the next value; '\0' at the end of the text.
    char peek();
    /// Goes into an object or a list.
    void enter(char bracket);
    /// The next member of the object that was entered last; false behind the last one, and then the
    /// object is left.
    bool next_member(std::string& key);
    /// Whether the list that was entered last has another value; false behind the last one, and
    /// then the list is left.
    bool next_element();
    /// The next value as a whole. Throws BadField, behind which reading goes on, if it is no JSON,
    /// or if it is longer or deeper than what messages are.
    Json value();
    /// Passes over the next value.
    void skip() { scan(nullptr); }

    bool is_cut() const { return is_cut_; }
    /// For messages: how many bytes were read.
    std::int64_t position() const { return position_; }

    static constexpr std::size_t longest = 16u << 20;
    static constexpr int deepest = 32;

private:
    int get();
    int look();
    void skip_blanks();
    bool scan(std::string* raw);
    [[noreturn]] void fail(std::string_view what) const;

    Input& in_;
    std::string_view rest_;
    std::int64_t position_ = 0;
    bool is_cut_ = false;
};

}  // namespace boswell::formats
