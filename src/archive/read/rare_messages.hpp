// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/query.hpp"

#include <optional>
#include <string>

namespace boswell::archive {

/// How an index answers a filter that few messages may meet. The index has the ids of these
/// messages in their order.
struct RareMessages {
    std::string walk;   ///< what stands behind FROM, to read all of them
    std::string id;     ///< of a message within the walk
    std::string where;  ///< a condition that the walk needs, by which each message comes once
    std::string probe;  ///< whether one message is among them; {} stands for its id. It has no
                        ///< name of a table in common with any walk, whose id may be given to it
    std::string in_conversation = {};  ///< an index of rows of message by conversation, in which
                                       ///< all of these are, for FROM; "" if there is none
    std::string may_be = {};           ///< the condition that this index needs
};

/// Nothing if no index answers the filter in this way. The texts have no parameters.
std::optional<RareMessages> rare_messages(const query::Filter& filter);

/// The ids of messages of which a version has a subject, as the right side of IN.
extern const char* const with_subject;

}  // namespace boswell::archive
