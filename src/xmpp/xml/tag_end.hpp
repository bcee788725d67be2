// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace boswell::xmpp {

/// Looks for the end of a start or end tag that comes in pieces, and looks at each byte once: at
/// the first ">" outside the quotes of an attribute's value (XML 1.0, production 40). What is
/// between is not checked. Pure.
class TagEnd {
public:
    /// The next piece of the tag, the first one with its "<". True if the tag ends in it; call
    /// this no more then.
    bool feed(std::string_view piece);

private:
    char quote_ = 0;  // the one that ends the value of an attribute; 0 outside
};

}  // namespace boswell::xmpp
