// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gloox/connectionbase.h>
#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/ip/tcp.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace boswell::xmpp {

/// gloox's connection extension point on an Asio socket: never blocks, never raises SIGPIPE, no
/// limit on the number of file descriptors.
///
/// The owner calls read() for each chunk, so that a loop can bound the share of one account and can
/// stop reading altogether: TCP then pushes back. A connection is used once. Data that was sent is
/// still written, for five seconds at most, after gloox has cleaned up or deleted the connection.
class Connection : public gloox::ConnectionBase {
public:
    explicit Connection(const asio::any_io_executor& executor);
    ~Connection() override;

    /// Opens the socket. Throws NetworkError: refused, no route, or not within `timeout`.
    asio::awaitable<void> open(asio::ip::tcp::endpoint endpoint, std::chrono::milliseconds timeout);
    /// Waits for data and hands at most 16 KiB of it to gloox's handler (handleReceivedData). False
    /// at the end of the stream, after an I/O error, after close(), and once more than 8 MiB wait
    /// to be sent.
    asio::awaitable<bool> read();
    /// Waits until all data that was sent is written, or the time is over.
    asio::awaitable<void> flush(std::chrono::milliseconds timeout);
    /// Closes the socket at once; data that waits to be sent is dropped.
    void close();
    bool is_open() const;
    /// Why the connection is no longer open: "connection reset by peer"; "" after an orderly end.
    const std::string& reason() const;

    // gloox::ConnectionBase. connect() only tells the handler that open() has succeeded; recv() and
    // receive() are never used.
    gloox::ConnectionError connect() override;
    gloox::ConnectionError recv(int timeout) override;
    bool send(const std::string& data) override;
    gloox::ConnectionError receive() override;
    void disconnect() override;
    void cleanup() override;
    void getStatistics(long int& received, long int& sent) override;
    gloox::ConnectionBase* newInstance() const override;

private:
    struct SharedState;
    // Writes in flight outlive a connection that gloox deletes: the second owner is the pending
    // write.
    std::shared_ptr<SharedState> state_;
};

}  // namespace boswell::xmpp
