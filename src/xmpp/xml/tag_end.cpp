// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/xml/tag_end.hpp"

namespace boswell::xmpp {

bool TagEnd::feed(std::string_view piece) {
    for (std::size_t at = 0;; ++at) {
        at = quote_ != 0 ? piece.find(quote_, at) : piece.find_first_of("'\">", at);
        if (at == std::string_view::npos) return false;
        if (piece[at] == '>' && quote_ == 0) return true;
        quote_ = quote_ != 0 ? '\0' : piece[at];
    }
}

}  // namespace boswell::xmpp
