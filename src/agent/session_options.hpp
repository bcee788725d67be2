// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/config.hpp"
#include "archive/reader.hpp"
#include "xmpp/session.hpp"

namespace boswell::agent {

/// What the next session of an account is to know: its configuration, but for the secret, and what
/// the archive has of earlier sessions. Only what is on disk counts: the server forgets what it is
/// told that we have.
xmpp::SessionOptions session_options(const AccountConfig& config, const archive::Reader& archive);

}  // namespace boswell::agent
