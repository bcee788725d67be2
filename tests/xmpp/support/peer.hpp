// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "certificate.hpp"

#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>

namespace boswell::test {

/// The server's end of a connection: says what the script says, and waits for what it expects.
/// Blocks, for at most ten seconds.
class Peer {
public:
    Peer(int socket, const Certificate& certificate) : socket_(socket) {
        const timeval patience{.tv_sec = 10, .tv_usec = 0};
        setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        context_.reset(SSL_CTX_new(TLS_server_method()));
        SSL_CTX_use_certificate(context_.get(), certificate.x509());
        SSL_CTX_use_PrivateKey(context_.get(), certificate.key());
    }
    ~Peer() {
        ssl_.reset();
        close(socket_);
    }
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;

    void send(std::string_view text) {
        const auto size = static_cast<int>(text.size());
        const auto sent = ssl_ ? SSL_write(ssl_.get(), text.data(), size)
                               : ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
        if (sent != size) throw Error("the client is gone");
    }

    /// Everything up to the end of `text`, once that has come.
    std::string expect(std::string_view text) {
        while (unread_.find(text) == std::string::npos) {
            if (!read()) throw Error("expected '{}', got '{}'", text, unread_);
        }
        const auto end = unread_.find(text) + text.size();
        auto taken = unread_.substr(0, end);
        unread_.erase(0, end);
        return taken;
    }

    /// Waits for a request with `text` in it, wherever among others, and gives its id.
    std::string expect_iq(std::string_view text) {
        for (;;) {
            const auto found = unread_.find(text);
            const auto end = found == std::string::npos ? found : unread_.find("</iq>", found);
            if (end != std::string::npos) {
                const auto begin = unread_.rfind("<iq", found);
                const auto id = unread_.find("id='", begin) + 4;
                auto value = unread_.substr(id, unread_.find('\'', id) - id);
                unread_.erase(begin, end + 5 - begin);
                return value;
            }
            if (!read()) throw Error("expected a request with '{}', got '{}'", text, unread_);
        }
    }

    /// Answers such a request.
    void answer(std::string_view text, std::string_view payload, std::string_view from = "") {
        const auto id = expect_iq(text);
        const auto sender = from.empty() ? std::string() : fmt::format(" from='{}'", from);
        send(fmt::format("<iq type='result' id='{}'{}>{}</iq>", id, sender, payload));
    }

    void start_tls() {
        ssl_.reset(SSL_new(context_.get()));
        SSL_set_fd(ssl_.get(), socket_);
        if (SSL_accept(ssl_.get()) != 1) throw Error("the client refuses TLS");
    }

    /// Everything the client still says until it closes the connection.
    std::string rest() {
        while (read()) {
        }
        return unread_;
    }

private:
    struct Free {
        void operator()(SSL* ssl) const { SSL_free(ssl); }
        void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
    };

    bool read() {
        std::array<char, 4096> buffer{};
        const auto size = ssl_ ? SSL_read(ssl_.get(), buffer.data(), buffer.size())
                               : ::recv(socket_, buffer.data(), buffer.size(), 0);
        if (size <= 0) return false;
        unread_.append(buffer.data(), static_cast<std::size_t>(size));
        return true;
    }

    int socket_;
    std::unique_ptr<SSL_CTX, Free> context_;
    std::unique_ptr<SSL, Free> ssl_;
    std::string unread_;
};

}  // namespace boswell::test
