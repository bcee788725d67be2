// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace boswell::query {

/// Bytes [begin, end) of a text.
struct Span {
    std::size_t begin;
    std::size_t end;
    friend bool operator==(const Span&, const Span&) = default;
};

/// A text that was made from another text, its source, character by character.
struct Traced {
    std::string text;
    std::vector<Span>
        source;  ///< for each byte of `text` the part of the source that it stands for
};

/// A text that is its own source.
inline Traced traced(std::string_view text) {
    Traced itself{std::string(text), {}};
    itself.source.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) itself.source.push_back({i, i + 1});
    return itself;
}

}  // namespace boswell::query
