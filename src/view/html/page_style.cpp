// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/html/page_style.hpp"

#include "page_style_file.hpp"

namespace boswell::view::html {

std::string_view page_style() { return style_file::files[0].text; }

}  // namespace boswell::view::html
