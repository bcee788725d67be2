// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace boswell::formats {

/// The content lines of a vCard 4.0 (RFC 6350), with CRLF at their ends. A line of more than 75
/// octets is folded between two characters. Values are escaped here and nowhere else: whatever a
/// stranger has written into one of them stays in its own line. What breaks a line for anybody
/// (also U+0085, U+2028 and U+2029) becomes \n, and any other control character but a tab U+FFFD.
///
/// `property` is the name and the parameters: "TEL;TYPE=cell". Empty values are left out.
class VCardLines {
public:
    void text(std::string_view property, std::string_view value);
    /// As N, ADR and ORG have it: with ";" between the components, of which any may be empty.
    void components(std::string_view property, std::span<const std::string> values);
    /// As CATEGORIES has it: with "," between the values.
    void list(std::string_view property, std::span<const std::string> values);
    /// A value that is no URI (RFC 3986) is written as a text.
    void uri(std::string_view property, std::string_view value);

    const std::string& str() const { return lines_; }

private:
    void put(std::string_view property, std::string_view value);

    std::string lines_;
};

}  // namespace boswell::formats
