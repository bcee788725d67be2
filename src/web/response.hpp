// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boswell::web {

struct Response {
    unsigned status = 200;
    std::string type = "text/html; charset=utf-8";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers = {};
    /// If there is one the response does not end: this is asked about once a second for what comes
    /// next, which may be "".
    std::function<std::string()> more = nullptr;
};

/// Why a request is refused, as a short text.
inline Response refusal(unsigned status, std::string_view reason) {
    return {
        .status = status, .type = "text/plain; charset=utf-8", .body = std::string(reason) + "\n"};
}

}  // namespace boswell::web
