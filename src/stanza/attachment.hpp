// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/annotation.hpp"
#include "stanza/element.hpp"

#include <vector>

namespace boswell::stanza {

/// The files that a message links to, in its order, each address once: by XEP-0066 (which also
/// announces files that were uploaded by XEP-0363), XEP-0385 and XEP-0447. At most 32, and only
/// addresses that lead to a server, such as https and ftp; a file without such an address has an
/// empty one, if it has a name. Nothing is ever fetched.
std::vector<Attachment> find_attachments(const Element& message);

}  // namespace boswell::stanza
