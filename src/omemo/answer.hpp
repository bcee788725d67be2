// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/omemo.hpp"

#include <optional>

namespace boswell::omemo {

/// An empty message to a device with which there is a session, so that the other side hears of us
/// and goes on with other keys. nullopt if there is no session. It must not be sent before the
/// store's changes are on disk: a key must not be used twice.
std::optional<OmemoEmptyMessage> empty_message(const OmemoAddress& to, OmemoStore& store);

}  // namespace boswell::omemo
