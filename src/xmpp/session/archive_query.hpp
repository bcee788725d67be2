// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "stanza/element.hpp"
#include "xmpp/xml/tag.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace boswell::xmpp {

/// Which page of an archive to ask for (XEP-0313 4, XEP-0059): the first behind `after`, the last
/// before `before` ("" for the newest of all), else the oldest of all.
struct PageRequest {
    std::string query_id = {};
    std::optional<std::string> before = {};
    std::optional<std::string> after = {};
    std::optional<Time> since = {};  ///< nothing older
    int size = 250;                  ///< what ejabberd gives at most; Prosody gives 50 of them
};
TagPtr to_query(const PageRequest& request);

/// What came for such a request, oldest first whichever way it was asked for.
struct ArchivePage {
    std::string first;  ///< the ids of its ends; "" if it is empty
    std::string last;
    std::optional<Time> first_at;  ///< when the archive took them
    std::optional<Time> last_at;
    bool complete = false;  ///< nothing lies behind it, in the direction asked for

    bool empty() const { return first.empty(); }
    void add(const std::string& id, std::optional<Time> at);
    /// `fin` may name ends that were not sent to us, such as messages that we have blocked.
    void close(const stanza::Element& fin);
};

/// Notices when a server leads us round in circles in its archive.
class ArchiveWalk {
public:
    void start_at(std::string id);
    /// False if `id` is where we have been before; at the latest in the third round.
    bool moves_to(const std::string& id);

private:
    std::string position_;
    std::string landmark_;  // Brent: where we were at the last power of two
    std::uint64_t steps_ = 0;
    std::uint64_t next_landmark_ = 1;
};

}  // namespace boswell::xmpp
