// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message_record.hpp"

namespace boswell::view {

/// Takes the keys of encrypted files (XEP-0454) out of all links of the message, see
/// without_link_keys(): what is shown on a screen or written into a file for people must not open
/// the files of private conversations.
void leave_out_link_keys(MessageRecord& message);
/// The same for its original stanza.
void leave_out_stanza_link_keys(MessageCopy& copy);

}  // namespace boswell::view
