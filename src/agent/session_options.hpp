// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/config.hpp"
#include "archive/reader.hpp"
#include "xmpp/session_options.hpp"

#include <string>

namespace boswell::agent {

/// The presence, the resource and the rooms that the server is told when a stream begins, and that
/// it still knows when the stream is resumed, as one text to compare.
std::string announcement(const AccountConfig& config);

/// The options of an account's next session, without the secret: from its configuration and from
/// what the archive has of earlier sessions. Only what is on disk counts, because the server
/// forgets whatever we say that we have. A stream that began with another announcement is not
/// resumed.
xmpp::SessionOptions session_options(const AccountConfig& config, const archive::Reader& archive,
                                     Time now);

}  // namespace boswell::agent
