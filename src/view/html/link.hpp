// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "view/markup.hpp"

#include <string_view>

namespace boswell::view::html {

/// True for an address that a page may link to: http, https or xmpp. Any other may do something
/// when it is followed, as "javascript:" does, or open a file of the reader.
bool is_safe_link(std::string_view address);

/// Writes a link, or only its words if the address is not safe.
void write_link(Markup& markup, std::string_view address, std::string_view words);

/// Writes a text, with the addresses in it as links.
void write_text(Markup& markup, std::string_view text);

}  // namespace boswell::view::html
