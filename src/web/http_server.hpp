// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/descriptor.hpp"
#include "web/request.hpp"
#include "web/response.hpp"

#include <functional>
#include <memory>

namespace boswell::web {

/// HTTP/1.1 on a listening socket by libmicrohttpd, one request after the other in the caller's
/// thread. What libmicrohttpd 0.9.75 would let through is refused here: a request with a body that
/// is not counted, with two Hosts or two lengths, or with a body where none belongs.
class HttpServer {
public:
    using Respond = std::function<Response(const Request&)>;

    /// Takes the socket, which listens already. Throws Error.
    HttpServer(int socket, Respond respond);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    /// Answers requests until `stop` is readable. Throws Error if the server cannot go on.
    void run(int stop);

    /// So many may be connected at the same time; who sends nothing for `patience` seconds is
    /// disconnected.
    static constexpr unsigned most_connections = 1000;
    static constexpr unsigned patience = 10;

private:
    struct Daemon;
    std::unique_ptr<Daemon> daemon_;
};

}  // namespace boswell::web
