// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/request.hpp"
#include "web/response.hpp"

#include <optional>
#include <string_view>

struct MHD_Connection;

namespace boswell::web {

/// What libmicrohttpd has read of a request before its body; or why it is refused. It is refused if
/// two programs could read it differently (RFC 9112, 6.3: request smuggling): a header that counts
/// is there twice, or a body is chunked, or has no place there; and if a text is not UTF-8.
struct HttpRequest {
    Request request;
    std::optional<Response> refusal;
};
HttpRequest read_request(MHD_Connection* connection, std::string_view path,
                         std::string_view method);

}  // namespace boswell::web
