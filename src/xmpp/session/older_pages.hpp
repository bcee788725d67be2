// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/translate.hpp"

#include <map>
#include <vector>

namespace boswell::xmpp {

/// Turns the pages of archives that are fetched newest first (XEP-0313): a page comes in the order
/// of time, and leaves with its latest message first, each marked to stand before what is there of
/// the same stamp. So a burst that a page begins or ends in keeps its order.
class OlderPages {
public:
    /// What more than this is in a page passes in its own order.
    static constexpr std::size_t most_bytes = std::size_t{8} << 20;

    /// Keeps the event, which is then empty, if it is a message of such a page.
    bool keep(Event& event, const stanza::Context& context);
    /// All that is kept of that archive, the latest first.
    std::vector<Message> take(const Jid& archive);

private:
    std::map<Jid, std::vector<Message>> pages_;
    std::size_t bytes_ = 0;  ///< of all of them
};

}  // namespace boswell::xmpp
