// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http_server.hpp"

#include "base/error.hpp"
#include "web/http_request.hpp"
#include "web/microhttpd.hpp"

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <vector>

namespace boswell::web {

static const MicroHttpd& mhd() { return MicroHttpd::instance(); }

namespace {

/// One request and what is answered.
struct Exchange {
    Request request;
    Response response;
    std::vector<MHD_Connection*>* waiting;
    MHD_Connection* connection;
};

constexpr auto between_questions = std::chrono::seconds(1);  // see Response::more

}  // namespace

struct HttpServer::Daemon {
    MHD_Daemon* daemon = nullptr;
    Respond respond;
    std::vector<MHD_Connection*> waiting;  // for Response::more
};

static ssize_t read_more(void* closure, std::uint64_t /*position*/, char* out,
                         std::size_t size) noexcept {
    auto& exchange = *static_cast<Exchange*>(closure);
    auto& pending = exchange.response.body;
    try {
        if (pending.empty()) pending = exchange.response.more();
        if (pending.empty()) {
            exchange.waiting->push_back(exchange.connection);
            mhd().suspend_connection(exchange.connection);
            return 0;
        }
    } catch (const std::exception&) {
        return MHD_CONTENT_READER_END_WITH_ERROR;
    }
    const auto count = pending.copy(out, size);
    pending.erase(0, count);
    return static_cast<ssize_t>(count);
}

static MHD_Result answer(MHD_Connection* connection, Exchange& exchange) {
    auto& response = exchange.response;
    auto* const made =
        response.more ? mhd().create_response_from_callback(MHD_SIZE_UNKNOWN, 1024, read_more,
                                                            &exchange, nullptr)
                      : mhd().create_response_from_buffer(
                            response.body.size(), response.body.data(), MHD_RESPMEM_PERSISTENT);
    if (made == nullptr) return MHD_NO;
    mhd().add_response_header(made, MHD_HTTP_HEADER_CONTENT_TYPE, response.type.c_str());
    for (const auto& [name, value] : response.headers)
        mhd().add_response_header(made, name.c_str(), value.c_str());
    const auto result = mhd().queue_response(connection, response.status, made);
    mhd().destroy_response(made);
    return result;
}

// Called once with the headers, then for each part of the body, then once more.
static MHD_Result handle(HttpServer::Respond& respond, std::vector<MHD_Connection*>& waiting,
                         MHD_Connection* connection, const char* url, const char* method,
                         const char* data, std::size_t* size, void** state) {
    if (*state == nullptr) {
        auto read = read_request(connection, url, method);
        auto* const exchange = new Exchange{std::move(read.request), {}, &waiting, connection};
        *state = exchange;  // end() deletes it
        if (!read.refusal) return MHD_YES;
        exchange->response = std::move(*read.refusal);
        return answer(connection, *exchange);  // and so the connection ends
    }
    auto& exchange = *static_cast<Exchange*>(*state);
    if (*size > 0) {
        if (exchange.request.body.size() + *size > Request::largest_body) return MHD_NO;
        exchange.request.body.append(data, *size);
        *size = 0;
        return MHD_YES;
    }
    exchange.response = respond(exchange.request);
    return answer(connection, exchange);
}

static void end(void* /*closure*/, MHD_Connection* /*connection*/, void** state,
                MHD_RequestTerminationCode /*why*/) {
    delete static_cast<Exchange*>(*state);
    *state = nullptr;
}

/// A NUL would end the path for us and not for others; so it becomes what is no UTF-8, and that is
/// refused.
static std::size_t unescape(void* /*closure*/, MHD_Connection* /*connection*/, char* text) {
    const auto size = mhd().http_unescape(text);
    std::replace(text, text + size, '\0', '\xFF');
    return size;
}

HttpServer::HttpServer(int socket, Respond respond) : daemon_(std::make_unique<Daemon>()) {
    daemon_->respond = std::move(respond);
    const auto handler = [](void* closure, MHD_Connection* connection, const char* url,
                            const char* method, const char* /*version*/, const char* data,
                            std::size_t* size, void** state) noexcept {
        auto& daemon = *static_cast<Daemon*>(closure);
        try {
            return handle(daemon.respond, daemon.waiting, connection, url, method, data, size,
                          state);
        } catch (const std::exception&) {
            return MHD_NO;  // out of memory: the connection ends
        }
    };
    daemon_->daemon = mhd().start_daemon(
        MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, nullptr, nullptr, +handler, daemon_.get(),
        MHD_OPTION_LISTEN_SOCKET, socket, MHD_OPTION_CONNECTION_LIMIT, most_connections,
        MHD_OPTION_CONNECTION_TIMEOUT, patience, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
        MHD_OPTION_UNESCAPE_CALLBACK, unescape, nullptr, MHD_OPTION_NOTIFY_COMPLETED, end, nullptr,
        MHD_OPTION_END);
    if (daemon_->daemon == nullptr) throw Error("the HTTP server does not start");
}

HttpServer::~HttpServer() {
    for (auto* const connection : daemon_->waiting) mhd().resume_connection(connection);
    mhd().stop_daemon(daemon_->daemon);
}

void HttpServer::run(int stop) {
    const auto* const info = mhd().get_daemon_info(daemon_->daemon, MHD_DAEMON_INFO_EPOLL_FD);
    if (info == nullptr) throw Error("the HTTP server does not say what it waits for");
    auto asked = std::chrono::steady_clock::now();
    for (;;) {
        pollfd waits[] = {{.fd = info->epoll_fd, .events = POLLIN, .revents = 0},
                          {.fd = stop, .events = POLLIN, .revents = 0}};
        // Of libmicrohttpd's own times the shortest is its patience; a second suffices for that.
        MHD_UNSIGNED_LONG_LONG soon = 1000;
        if (mhd().get_timeout(daemon_->daemon, &soon) == MHD_NO || soon > 1000) soon = 1000;
        if (::poll(waits, 2, static_cast<int>(soon)) < 0 && errno != EINTR)
            throw Error("poll: {}", errno_text());
        if (waits[1].revents != 0) return;
        if (const auto now = std::chrono::steady_clock::now(); now - asked >= between_questions) {
            asked = now;
            for (auto* const connection : std::exchange(daemon_->waiting, {}))
                mhd().resume_connection(connection);
        }
        if (mhd().run(daemon_->daemon) == MHD_NO) throw Error("the HTTP server has failed");
    }
}

}  // namespace boswell::web
