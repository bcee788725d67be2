// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/annotation.hpp"
#include "stanza/element.hpp"

#include <vector>

namespace boswell::stanza {

/// The files that a message links to, in its order, each address once: XEP-0066 (which is how a
/// file uploaded by XEP-0363 is announced), XEP-0385, XEP-0447. Only addresses of a kind that is
/// fetched from a server, and no more than a person would send; nothing is ever fetched.
std::vector<Attachment> find_attachments(const Element& message);

}  // namespace boswell::stanza
