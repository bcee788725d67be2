// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "formats/input.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boswell::formats {

/// A property of a vCard in a file.
struct VCardProperty {
    std::string name;  ///< in upper case, without its group
    /// Names in upper case, values in lower case; one of vCard 2.1 without a name is a TYPE or
    /// ENCODING.
    std::vector<std::pair<std::string, std::string>> parameters;
    std::string value;  ///< UTF-8, still escaped

    /// The first one of that name, "" if there is none.
    std::string_view parameter(std::string_view wanted) const;
    /// All values of TYPE.
    std::vector<std::string_view> types() const;
};

/// The text that a value stands for (RFC 6350 3.4).
std::string unescaped(std::string_view value);
/// The same of each component of N, ADR and ORG.
std::vector<std::string> components(std::string_view value);

/// Reads the vCards of a file one by one: RFC 6350, RFC 2426, and 2.1 as far as nothing in a card
/// is quoted-printable or in another character set than UTF-8.
class VCardReader {
public:
    /// `in` outlives this.
    explicit VCardReader(Input& in) : in_(in), lines_(in) {}

    /// What is between BEGIN and END of the next card. False at the end of the file. Throws
    /// BadRecord for a card that cannot be read.
    bool next(std::vector<VCardProperty>& card);
    /// Of the last card, from 1.
    std::int64_t number() const { return number_; }

    /// Of a property: a picture of the largest size that is kept has less.
    static constexpr std::size_t longest_value = 2u << 20;
    static constexpr std::size_t most_properties = 1000;
    static constexpr std::size_t largest_card = 4u << 20;

private:
    bool look_ahead();
    bool next_line();
    bool find_begin();
    std::string read_property(std::vector<VCardProperty>& card, std::size_t& size) const;
    [[noreturn]] void fail(std::string_view what) const;

    Input& in_;
    LineReader lines_;
    std::string ahead_;  // the line behind line_
    bool has_ahead_ = false;
    std::string line_;  // unfolded
    std::int64_t line_number_ = 0;
    bool is_long_ = false;
    bool keeps_blanks_ = false;  // vCard 2.1 folds before a blank that belongs to the value
    bool has_begun_ = false;     // the BEGIN of the next card was read
    bool is_outside_ = false;    // what is passed over was told already
    std::int64_t number_ = 0;
};

}  // namespace boswell::formats
