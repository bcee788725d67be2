// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boswell::formats {

/// A file descriptor that is read once, from its beginning to its end. A byte order mark of UTF-8
/// at the beginning is passed over.
class Input {
public:
    /// `name` is how messages call the file. The descriptor stays the caller's.
    Input(int descriptor, std::string name);
    Input(const Input&) = delete;
    Input& operator=(const Input&) = delete;

    const std::string& name() const { return name_; }
    /// How many bytes read() has given.
    std::int64_t position() const { return position_; }
    /// When the file was last written to; nothing for a pipe.
    std::optional<Time> changed_at() const;

    /// What comes next without taking it: at least 4096 bytes unless the file ends before.
    std::string_view head();
    /// The next piece, "" at the end. Valid until the next call. Throws Error.
    std::string_view read();

private:
    bool fill();
    void skip_byte_order_mark();

    int descriptor_;
    std::string name_;
    std::string buffer_;
    std::size_t filled_ = 0;
    std::int64_t position_ = 0;
    bool begun_ = false;
    bool taken_ = true;  // whether read() has given away what the buffer holds
};

/// The lines of an input, without their line feeds.
class LineReader {
public:
    /// `in` outlives this.
    explicit LineReader(Input& in) : in_(in) {}

    /// False at the end. Of a line that is longer than `longest`, `line` gets only the beginning,
    /// and is_cut() is true.
    bool next(std::string& line);
    bool is_cut() const { return is_cut_; }
    std::int64_t number() const { return number_; }  ///< of the line, from 1

    /// More than any record: a message with a hundred versions.
    static constexpr std::size_t longest = 64u << 20;

private:
    void append(std::string& line, std::string_view part);

    Input& in_;
    std::string_view rest_;
    std::int64_t number_ = 0;
    bool is_cut_ = false;
};

}  // namespace boswell::formats
