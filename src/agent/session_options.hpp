// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/config.hpp"
#include "archive/reader.hpp"
#include "xmpp/session_options.hpp"

#include <string>

namespace boswell::agent {

/// What a stream was told of us when it began, and keeps when it is resumed: presence, resource and
/// rooms. Two of these are equal if nothing of it differs.
std::string announcement(const AccountConfig& config);

/// What the next session of an account is to know: its configuration, but for the secret, and what
/// the archive has of earlier sessions. Only what is on disk counts: the server forgets what it is
/// told that we have. A stream that would keep another announcement is not resumed.
xmpp::SessionOptions session_options(const AccountConfig& config, const archive::Reader& archive,
                                     Time now);

}  // namespace boswell::agent
