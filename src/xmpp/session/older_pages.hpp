// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/translate.hpp"

#include <map>
#include <vector>

namespace boswell::xmpp {

/// Turns round the pages of an archive that is fetched newest first (XEP-0059 2.3): a page comes in
/// the order of time, and leaves with its latest message first. Each message is marked to be placed
/// before the stored ones with the same stamp. So a burst of messages that two pages share keeps
/// its order.
class OlderPages {
public:
    /// Past this size a page is no longer turned round: its messages are stored in the order in
    /// which they come.
    static constexpr std::size_t most_bytes = std::size_t{8} << 20;

    /// Takes the event, and leaves it empty, if it is a message of such a page and there is room
    /// for it. Returns false otherwise.
    bool keep(Event& event, const stanza::Context& context);
    /// All messages that were kept of that archive, the latest first.
    std::vector<Message> take(const Jid& archive);

private:
    std::map<Jid, std::vector<Message>> pages_;
    std::size_t bytes_ = 0;  ///< of all pages
};

}  // namespace boswell::xmpp
