// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.hpp"
#include "stanza/element.hpp"

#include <optional>

namespace boswell::stanza {

/// The retraction (XEP-0424) or moderation (XEP-0425) that a tombstone tells of: what an archive
/// has in the place of a message that was taken back. `stanza` is the message in the archive's
/// result, `message` what was read of it.
///
/// The result is a message of its own, as if the retraction itself had come from that archive, with
/// a stanza-id that follows from that of the tombstone, so that it is stored once however often the
/// tombstone is fetched. nullopt if the stanza is no tombstone: it has a text, or it does not come
/// from an archive, or only it has no id by which a retraction could name it.
std::optional<Message> retraction_of_tombstone(const Element& stanza, const Message& message);

}  // namespace boswell::stanza
