// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "formats/input.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace boswell::formats {

/// A field of the header at the beginning of a mail, unfolded; "" if there is none.
std::string header_field(std::string_view mail, std::string_view name);

/// Reads the mails of an mbox (RFC 4155, with ">From " for "From " as in "mboxrd"), or the one mail
/// that a file is, one by one.
class MailBox {
public:
    /// Tells by its header whether a mail is to be read. What is not is never in memory as a whole.
    using IsWanted = bool (*)(std::string_view header);

    /// `in` outlives this.
    MailBox(Input& in, IsWanted is_wanted) : lines_(in), is_wanted_(is_wanted) {}

    /// The next mail that is wanted. False at the end. Of one that is longer than `longest` only
    /// the beginning is there, and is_cut() is true.
    bool next(std::string& mail);
    bool is_cut() const { return is_cut_; }
    /// Of the last mail: the line at which it begins.
    std::int64_t line() const { return begin_; }
    /// How many mails were not wanted.
    std::int64_t unwanted() const { return unwanted_; }

    /// More than a day of two people who type.
    static constexpr std::size_t longest = 16u << 20;
    static constexpr std::size_t longest_header = 1u << 20;

private:
    bool begin();
    bool add(std::string& mail);

    LineReader lines_;
    IsWanted is_wanted_;
    std::string line_;
    bool is_begun_ = false;  // line_ is the line between this mail and the one before
    bool is_cut_ = false;
    std::int64_t begin_ = 0;
    std::int64_t unwanted_ = 0;
};

}  // namespace boswell::formats
