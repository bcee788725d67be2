// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace boswell::view::html {

/// Where pages find what is not in them. Each may be empty: then there is nothing but the page.
struct PageAddresses {
    /// The page of one message, on which it has the id that it has on every page.
    std::function<std::string(std::int64_t id)> message;
    /// The whole text of one message, where a page shows only the beginning.
    std::function<std::string(std::int64_t id)> text;
    /// A picture, by its SHA-1 in hex.
    std::function<std::string(const std::string& sha1)> picture;
};

}  // namespace boswell::view::html
