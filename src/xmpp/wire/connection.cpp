// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/wire/connection.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <fcntl.h>
#include <gloox/connectiondatahandler.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>

#include <sstream>
#include <utility>

namespace boswell::xmpp {

static constexpr std::size_t chunk_size = 16u << 10;
static constexpr std::size_t most_waiting = 8u << 20;
static constexpr std::chrono::seconds linger_time{5};

/// Shared with the operations in flight, which may end after the connection is gone.
struct Connection::SharedState : std::enable_shared_from_this<SharedState> {
    SharedState(const asio::any_io_executor& executor, Connection& connection)
        : owner(&connection), socket(executor), drained(executor), deadline(executor) {}

    bool readable() const { return socket.is_open() && !lingering; }
    bool idle() const { return !socket.is_open() || (!writing && waiting.empty()); }
    void close(std::string why);
    void close_after(std::chrono::milliseconds time, std::string why);
    void write();
    void written(const asio::error_code& error, std::size_t size);
    void linger();

    Connection* owner;  // null once gloox has deleted it
    asio::ip::tcp::socket socket;
    asio::steady_timer drained;   // cancelled when all is written
    asio::steady_timer deadline;  // of open(), later of lingering
    std::string outgoing;         // what is being written
    std::string waiting;
    std::string reason;
    long bytes_in = 0;
    long bytes_out = 0;
    bool writing = false;
    bool lingering = false;  // nothing is read any more, and nothing more is sent
};

static std::string message(const asio::error_code& error) { return to_lower(error.message()); }

static void set_option(asio::ip::tcp::socket& socket, int level, int name, int value) {
    // No option is worth failing for.
    (void)::setsockopt(socket.native_handle(), level, name, &value, sizeof value);
}

static void set_options(asio::ip::tcp::socket& socket) {
    (void)::fcntl(socket.native_handle(), F_SETFD, FD_CLOEXEC);
    asio::error_code ignored;
    socket.non_blocking(true, ignored);  // what was there to be read may be gone
    set_option(socket, IPPROTO_TCP, TCP_NODELAY, 1);
    set_option(socket, SOL_SOCKET, SO_KEEPALIVE, 1);
    set_option(socket, IPPROTO_TCP, TCP_KEEPIDLE, 120);
    set_option(socket, IPPROTO_TCP, TCP_KEEPINTVL, 30);
    set_option(socket, IPPROTO_TCP, TCP_KEEPCNT, 4);
}

/// Acknowledges at once, so that a server whose window is full sends on. Linux forgets this option
/// after a while, so it is set again and again.
static void acknowledge_quickly(asio::ip::tcp::socket& socket) {
    set_option(socket, IPPROTO_TCP, TCP_QUICKACK, 1);
}

void Connection::SharedState::close(std::string why) {
    if (!socket.is_open()) return;
    if (reason.empty()) reason = std::move(why);
    asio::error_code ignored;
    socket.shutdown(asio::socket_base::shutdown_both, ignored);
    socket.close(ignored);
    waiting.clear();
    drained.cancel();
    deadline.expires_at(asio::steady_timer::time_point::max());
}

void Connection::SharedState::close_after(std::chrono::milliseconds time, std::string why) {
    deadline.expires_after(time);
    deadline.async_wait([self = shared_from_this(), why = std::move(why)](asio::error_code) {
        // This is also called when the deadline is moved, and perhaps just before that.
        if (self->deadline.expiry() <= asio::steady_timer::clock_type::now()) self->close(why);
    });
}

void Connection::SharedState::write() {
    outgoing = std::exchange(waiting, {});
    writing = true;
    asio::async_write(socket, asio::buffer(outgoing),
                      [self = shared_from_this()](const asio::error_code& error, std::size_t size) {
                          self->written(error, size);
                      });
}

void Connection::SharedState::written(const asio::error_code& error, std::size_t size) {
    writing = false;
    bytes_out += static_cast<long>(size);
    if (!socket.is_open()) return;
    if (error) return close(message(error));
    outgoing.clear();
    if (!waiting.empty()) return write();
    drained.cancel();
    if (lingering) close("");
}

/// Closes the socket when all data is written, or when the time is over.
void Connection::SharedState::linger() {
    if (!readable()) return;
    lingering = true;
    if (idle()) return close("");
    asio::error_code ignored;
    socket.shutdown(asio::socket_base::shutdown_receive, ignored);  // a read() returns then
    close_after(linger_time, "");
}

Connection::Connection(const asio::any_io_executor& executor)
    : gloox::ConnectionBase(nullptr), state_(std::make_shared<SharedState>(executor, *this)) {}

Connection::~Connection() {
    state_->owner = nullptr;
    state_->linger();
}

asio::awaitable<void> Connection::open(asio::ip::tcp::endpoint endpoint,
                                       std::chrono::milliseconds timeout) {
    const auto state = state_;  // this may be gone before the socket is open
    asio::error_code error;
    state->socket.open(endpoint.protocol(), error);
    if (!error) {
        state->close_after(timeout, fmt::format("no answer within {} ms", timeout.count()));
        co_await state->socket.async_connect(endpoint,
                                             asio::redirect_error(asio::use_awaitable, error));
        state->deadline.expires_at(asio::steady_timer::time_point::max());
    }
    if (!error && state->socket.is_open()) co_return set_options(state->socket);
    const auto why = state->reason.empty() ? message(error) : state->reason;
    state->close(why);
    std::ostringstream where;
    where << endpoint;
    throw NetworkError("cannot connect to {}: {}", where.str(), why);
}

asio::awaitable<bool> Connection::read() {
    const auto state = state_;  // this may be gone before anything is read
    if (!state->readable()) co_return false;
    asio::error_code error;
    co_await state->socket.async_wait(asio::socket_base::wait_read,
                                      asio::redirect_error(asio::use_awaitable, error));
    if (!state->readable()) co_return false;
    // Not before there is something to read: most accounts are idle most of the time.
    std::string incoming(chunk_size, '\0');
    const auto size = error ? 0 : state->socket.read_some(asio::buffer(incoming), error);
    if (error == asio::error::would_block) co_return true;
    if (error) {
        state->close(error == asio::error::eof ? "" : message(error));
        co_return false;
    }
    acknowledge_quickly(state->socket);
    incoming.resize(size);
    state->bytes_in += static_cast<long>(size);
    if (state->owner && state->owner->m_handler)
        state->owner->m_handler->handleReceivedData(state->owner, incoming);
    co_return state->readable();
}

asio::awaitable<void> Connection::flush(std::chrono::milliseconds timeout) {
    const auto state = state_;
    if (state->idle()) co_return;
    state->drained.expires_after(timeout);
    asio::error_code ignored;
    co_await state->drained.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

void Connection::close() {
    m_state = gloox::StateDisconnected;
    state_->close("");
}

bool Connection::is_open() const { return state_->readable(); }

const std::string& Connection::reason() const { return state_->reason; }

gloox::ConnectionError Connection::connect() {
    if (!is_open()) return gloox::ConnNotConnected;
    m_state = gloox::StateConnected;
    if (m_handler) m_handler->handleConnect(this);
    return gloox::ConnNoError;
}

gloox::ConnectionError Connection::recv(int) {
    return is_open() ? gloox::ConnNoError : gloox::ConnNotConnected;
}

gloox::ConnectionError Connection::receive() { return recv(0); }

bool Connection::send(const std::string& data) {
    if (!state_->readable()) return false;
    if (state_->outgoing.size() + state_->waiting.size() + data.size() > most_waiting) {
        state_->close("the server does not read what is sent to it");
        return false;
    }
    state_->waiting += data;
    if (!state_->writing && !data.empty()) state_->write();
    return true;
}

void Connection::disconnect() { cleanup(); }

void Connection::cleanup() {
    m_state = gloox::StateDisconnected;
    state_->linger();
}

void Connection::getStatistics(long int& received, long int& sent) {
    received = state_->bytes_in;
    sent = state_->bytes_out;
}

gloox::ConnectionBase* Connection::newInstance() const {
    auto connection = std::make_unique<Connection>(state_->socket.get_executor());
    connection->registerConnectionDataHandler(m_handler);
    return connection.release();  // gloox deletes it
}

}  // namespace boswell::xmpp
