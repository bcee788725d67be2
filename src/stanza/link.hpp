// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

/// Addresses and short texts that a message gives of what it links to. Nothing is ever fetched.
namespace boswell::stanza {

/// The address of a file or page: of a known scheme, without blanks, and not too long.
bool is_link(std::string_view url);
/// The address of a picture: a link, or one that is sent within XMPP ("cid:", XEP-0231).
bool is_picture_link(std::string_view url);
/// Trimmed, and cut to what a name or description may have.
std::string capped_text(std::string_view text);

}  // namespace boswell::stanza
