// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/page_context.hpp"
#include "web/response.hpp"

#include <span>
#include <string_view>

namespace boswell::web {

/// What is at one path of the viewer.
struct Page {
    std::string_view path;
    /// Throws UsageError for a request that makes no sense.
    Response (*respond)(const PageContext& context);
};

/// All of the folder pages/. The table is made by CMake.
std::span<const Page* const> pages();

}  // namespace boswell::web
