// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/descriptor.hpp"
#include "xmpp/support/certificate.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace boswell::test {

struct ScriptedAnswer {
    int status = 200;
    std::string body;
    std::string headers;               ///< beside Content-Length, each with CRLF
    std::chrono::milliseconds wait{};  ///< before the first byte
    bool reset = false;                ///< the connection, instead of an answer
    std::function<void()> before;      ///< what happens just before the answer
};

/// An HTTP server on 127.0.0.1, over TLS if it has a certificate, that reads whole requests and
/// gives one scripted answer to each; when there are none left, status 500.
class HttpServer {
public:
    explicit HttpServer(std::vector<ScriptedAnswer> script = {},
                        const Certificate* certificate = nullptr)
        : script_(std::move(script)) {
        std::signal(SIGPIPE, SIG_IGN);  // as the programs do; OpenSSL writes without MSG_NOSIGNAL
        if (certificate != nullptr) {
            tls_.reset(SSL_CTX_new(TLS_server_method()));
            SSL_CTX_use_certificate(tls_.get(), certificate->x509());
            SSL_CTX_use_PrivateKey(tls_.get(), certificate->key());
        }
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(socket_.number(), reinterpret_cast<sockaddr*>(&address), size);
        ::listen(socket_.number(), 16);
        ::getsockname(socket_.number(), reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    ~HttpServer() {
        ended_ = true;
        thread_.join();
    }
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    std::string url(const std::string& path = "/token") const {
        return tls_ ? fmt::format("https://localhost:{}{}", port_, path)
                    : fmt::format("http://127.0.0.1:{}{}", port_, path);
    }
    void add(ScriptedAnswer answer) {
        const std::lock_guard lock(mutex_);
        script_.push_back(std::move(answer));
    }
    /// Whole requests, in their order.
    std::vector<std::string> requests() const {
        const std::lock_guard lock(mutex_);
        return requests_;
    }

private:
    /// A client's connection.
    class Stream {
    public:
        Stream(int socket, SSL_CTX* tls) : socket_(socket) {
            if (tls == nullptr) return;
            tls_.reset(SSL_new(tls));
            SSL_set_fd(tls_.get(), socket_);
        }
        long read(char* buffer, std::size_t size) {
            if (!tls_) return ::recv(socket_, buffer, size, 0);
            if (!SSL_is_init_finished(tls_.get()) && SSL_accept(tls_.get()) != 1) return -1;
            return SSL_read(tls_.get(), buffer, static_cast<int>(size));
        }
        long write(const char* bytes, std::size_t size) {
            if (!tls_) return ::send(socket_, bytes, size, MSG_NOSIGNAL);
            return SSL_write(tls_.get(), bytes, static_cast<int>(size));
        }
        void reset_at_close() {
            const linger at_once{1, 0};
            ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        }

    private:
        struct Free {
            void operator()(SSL* tls) const { SSL_free(tls); }
        };
        int socket_;
        std::unique_ptr<SSL, Free> tls_;
    };

    void serve() {
        while (!ended_) {
            pollfd ready{socket_.number(), POLLIN, 0};
            if (::poll(&ready, 1, 20) <= 0) continue;
            const Descriptor client(::accept(socket_.number(), nullptr, nullptr));
            Stream stream(client.number(), tls_.get());
            const auto request = read_request(stream);
            if (!request.empty()) answer(stream, request);
        }
    }

    static std::string read_request(Stream& client) {
        std::string text;
        char buffer[4096];
        for (;;) {
            const auto head = text.find("\r\n\r\n");
            const auto length = text.find("Content-Length: ");
            if (head != text.npos && length != text.npos &&
                text.size() >= head + 4 + std::stoul(text.substr(length + 16)))
                return text;
            const auto count = client.read(buffer, sizeof buffer);
            if (count <= 0) return "";
            text.append(buffer, static_cast<std::size_t>(count));
        }
    }

    void answer(Stream& client, const std::string& request) {
        ScriptedAnswer answer{.status = 500, .body = "", .headers = "", .before = {}};
        {
            const std::lock_guard lock(mutex_);
            if (requests_.size() < script_.size()) answer = script_[requests_.size()];
            requests_.push_back(request);
        }
        const auto until = std::chrono::steady_clock::now() + answer.wait;
        while (!ended_ && std::chrono::steady_clock::now() < until)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        if (answer.before) answer.before();
        if (answer.reset) {
            client.reset_at_close();
            return;
        }
        const auto text =
            fmt::format("HTTP/1.1 {} X\r\n{}Content-Length: {}\r\n\r\n{}", answer.status,
                        answer.headers, answer.body.size(), answer.body);
        std::size_t sent = 0;
        while (sent < text.size()) {
            const auto count = client.write(text.data() + sent, text.size() - sent);
            if (count <= 0) return;
            sent += static_cast<std::size_t>(count);
        }
    }

    Descriptor socket_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    struct Free {
        void operator()(SSL_CTX* tls) const { SSL_CTX_free(tls); }
    };
    std::unique_ptr<SSL_CTX, Free> tls_;
    int port_ = 0;
    mutable std::mutex mutex_;
    std::vector<ScriptedAnswer> script_;
    std::vector<std::string> requests_;
    std::atomic<bool> ended_ = false;
    std::thread thread_;
};

}  // namespace boswell::test
