// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "view/markup.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace boswell::formats::html {

/// What a page has beside its content.
struct Document {
    std::string title;
    std::string_view style = {};   ///< its own rules, beside those of all pages
    std::string_view script = {};  ///< "" for none
};

/// A page of HTML that stands for itself: style and script are in it. Its policy lets the browser
/// run that script and those which it asks for, show pictures that are in the page, and nothing
/// else: whatever a stranger had slipped into the page could neither run nor ask for anything.
std::string document(const Document& document,
                     const std::function<void(view::Markup&, std::string& out)>& write);

/// A file of this folder's, such as "search.js". Throws std::logic_error if there is none.
std::string_view embedded(std::string_view name);

}  // namespace boswell::formats::html
