// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "stanza/element.hpp"
#include "xmpp/xml/tag.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace boswell::xmpp {

/// Which page of an archive to ask for (XEP-0313 4, XEP-0059): the first one after the id `after`,
/// the last one before the id `before` ("": the newest of all), or without either the oldest of
/// all.
struct PageRequest {
    std::string query_id = {};
    std::optional<std::string> before = {};
    std::optional<std::string> after = {};
    std::optional<Time> since = {};  ///< nothing older
    std::optional<Time> until = {};  ///< nothing newer
    int size = 250;                  ///< what ejabberd gives at most; Prosody gives 50 of them
};
TagPtr to_query(const PageRequest& request);

/// The page that came for such a request, oldest message first in either direction.
struct ArchivePage {
    std::string first;  ///< the ids of its ends; "" if it is empty
    std::string last;
    std::optional<Time> first_at;  ///< when the archive took them
    std::optional<Time> last_at;
    bool complete = false;  ///< nothing follows it in the direction asked for
    int seen = 0;           ///< how many messages came

    bool empty() const { return first.empty(); }
    void add(const std::string& id, std::optional<Time> at);
    /// `fin` may name ends that were not sent to us, such as messages that we have blocked.
    void close(const stanza::Element& fin);
};

/// Notices when a server leads us round in circles in its archive.
class ArchiveWalk {
public:
    void start_at(std::string id);
    /// False if we have been at `id` before; a circle is noticed in the third round at the latest.
    bool moves_to(const std::string& id);

private:
    std::string position_;
    std::string landmark_;  // Brent: where we were at the last power of two
    std::uint64_t steps_ = 0;
    std::uint64_t next_landmark_ = 1;
};

}  // namespace boswell::xmpp
