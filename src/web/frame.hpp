// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "view/markup.hpp"
#include "web/page_context.hpp"
#include "web/response.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace boswell::web {

/// Lists end where a page has grown to so many bytes, with a link to the rest: then it is below
/// 60 kB with style and script.
inline constexpr std::size_t page_room = 30'000;

/// What is around the content of a page.
struct Frame {
    std::string title;
    /// The entry of the main navigation under which the page is; "" for none.
    std::string_view section = {};
    unsigned status = 200;
};

/// A page of HTML with the viewer's navigation and search; `write` writes what is in <main>.
/// `query` is what stands in the field of the search.
Response html_page(const Frame& frame, std::string_view query,
                   const std::function<void(view::Markup&, std::string& out)>& write);

/// A field by which a list is made shorter: parameter `filter` of the page at `path`.
void write_filter(view::Markup& markup, std::string_view path, std::string_view label,
                  std::string_view filter);

/// A link to the rest of a list; `what` is the link's text.
void write_rest(view::Markup& markup, const std::string& address, std::string_view what);

/// A page that says what is wrong.
Response error_page(unsigned status, std::string_view title, std::string_view text,
                    std::string_view query = {});

}  // namespace boswell::web
