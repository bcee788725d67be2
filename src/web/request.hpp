// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boswell::web {

/// Those that the viewer understands (RFC 9110, 9.3).
enum class Method { get, head, post, other };

/// A request as it came, of which no header that matters is there twice. Everything in it may be a
/// stranger's.
struct Request {
    Method method = Method::get;
    std::string path;                                             ///< without percent-encoding
    std::vector<std::pair<std::string, std::string>> parameters;  ///< of the query, the same
    std::string host;
    std::string origin;  ///< "" if the browser did not say
    std::string cookie;  ///< the whole header, "" for none
    std::string body;    ///< of POST; at most Request::largest_body bytes

    static constexpr std::size_t largest_body = 64;

    /// The first value of that name; "" if there is none.
    std::string_view parameter(std::string_view name) const {
        for (const auto& [each, value] : parameters) {
            if (each == name) return value;
        }
        return {};
    }
};

}  // namespace boswell::web
