// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace boswell::view::html {

/// The style sheet of every page that shows messages: the file page.css of this folder.
std::string_view page_style();

}  // namespace boswell::view::html
