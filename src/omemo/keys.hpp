// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "model/omemo.hpp"

#include <span>
#include <vector>

/// The keys of a new device, and what it publishes of them (XEP-0384).
namespace boswell::omemo {

/// With an id by chance. Throws Error, as all of these do.
OmemoIdentity new_identity();
OmemoKey new_signed_pre_key(const OmemoIdentity& identity, std::uint32_t id, Time now);
/// `count` of them, with ids from `first` on.
std::vector<OmemoKey> new_pre_keys(std::uint32_t first, std::uint32_t count);

/// The public parts, as the protocol of `list` has them.
OmemoBundle bundle(PepNode list, const OmemoIdentity& identity, const OmemoKey& signed_pre_key,
                   std::span<const OmemoKey> pre_keys);

}  // namespace boswell::omemo
