// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http_server.hpp"

#include "base/descriptor.hpp"
#include "web/listener.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <atomic>
#include <stdexcept>
#include <thread>

using namespace boswell;
using Catch::Contains;
using Catch::StartsWith;

namespace {

/// A server in a thread of its own, which answers with what it understood.
class Server {
public:
    Server() : listener_(web::listen_on_port("127.0.0.1", 0)) {
        REQUIRE(::pipe(stop_) == 0);
        thread_ = std::thread([this] {
            web::HttpServer server(listener_.socket,
                                   [this](const web::Request& request) { return answer(request); });
            server.run(stop_[0]);
        });
    }
    ~Server() {
        ::close(stop_[1]);
        thread_.join();
        ::close(stop_[0]);
    }

    /// All that comes for these bytes until the server closes, or is silent for a moment.
    std::string ask(std::string_view bytes) const {
        const auto socket = connect();
        REQUIRE(::send(socket->number(), bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
                static_cast<ssize_t>(bytes.size()));
        return read(*socket);
    }
    std::unique_ptr<Descriptor> connect() const {
        auto socket = std::make_unique<Descriptor>(::socket(AF_INET, SOCK_STREAM, 0));
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(listener_.port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        REQUIRE(::connect(socket->number(), reinterpret_cast<sockaddr*>(&address),
                          sizeof(address)) == 0);
        return socket;
    }
    static std::string read(const Descriptor& socket, int silence_ms = 300) {
        std::string text;
        char part[4096];
        pollfd wait{.fd = socket.number(), .events = POLLIN, .revents = 0};
        while (::poll(&wait, 1, silence_ms) > 0) {
            const auto size = ::recv(socket.number(), part, sizeof(part), 0);
            if (size <= 0) break;
            text.append(part, static_cast<std::size_t>(size));
        }
        return text;
    }

    std::atomic<int> answered = 0;

private:
    web::Response answer(const web::Request& request) {
        ++answered;
        if (request.path == "/throw") throw std::runtime_error("a page that fails");
        web::Response response{.type = "text/plain"};
        if (request.path == "/more") {
            response.body = "first\n";
            response.more = [n = 0]() mutable {
                return ++n == 1 ? std::string("later\n") : std::string();
            };
            return response;
        }
        response.body = "path=" + request.path + " q=" + std::string(request.parameter("q")) +
                        " host=" + request.host + " body=" + request.body;
        return response;
    }

    web::Listener listener_;
    int stop_[2];
    std::thread thread_;
};

}  // namespace

static std::string request(std::string_view first_line, std::string_view more = "",
                           std::string_view body = "") {
    return std::string(first_line) + " HTTP/1.1\r\nHost: h\r\n" + std::string(more) + "\r\n" +
           std::string(body);
}

TEST_CASE("a request is decoded once, and one connection has several") {
    const Server server;
    CHECK_THAT(server.ask(request("GET /a%20b?q=x%26y+z%C3%BC", "Connection: close\r\n")),
               StartsWith("HTTP/1.1 200") && Contains("path=/a b q=x&y zü host=h body="));
    const auto two = server.ask(request("GET /one") + request("GET /two"));
    CHECK_THAT(two, Contains("path=/one") && Contains("path=/two"));
    const auto head = server.ask(request("HEAD /one", "Connection: close\r\n"));
    CHECK_THAT(head, StartsWith("HTTP/1.1 200") && !Contains("path="));
    CHECK_THAT(server.ask(request("POST /", "Content-Length: 5\r\n", "key=1")),
               Contains("body=key=1"));
}

TEST_CASE("what two programs could read differently is refused, and nothing is asked for it") {
    Server server;
    for (const auto& bad :
         {request("POST /", "Transfer-Encoding: chunked\r\n", "5\r\nkey=1\r\n0\r\n\r\n"),
          request("GET /", "Transfer-Encoding: chunked\r\n", "0\r\n\r\n"),
          request("GET /", "Transfer-Encoding: identity\r\n"),
          request("POST /", "Content-Length: 5\r\nContent-Length: 6\r\n", "key=1"),
          request("POST /", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "key=1"),
          request("GET /", "Host: other\r\n"), request("GET /", "Cookie: a=b\r\nCookie: c=d\r\n"),
          request("GET /", "Origin: x\r\nOrigin: y\r\n"),
          request("GET /", "Content-Length: 5\r\n", "key=1"),
          request("POST /", "Content-Length: +5\r\n", "key=1"),
          request("POST /", "Content-Length: 65\r\n", std::string(65, 'x')),
          request("POST /", "Content-Length: 99999999999999999999\r\n", "key=1"),
          request("GET /%FF"), request("GET /a%00b"), request("GET /?q=%00"),
          request("GET /?q=%C3"), request("GET /?%80=1")})
        CHECK_THAT(server.ask(bad), StartsWith("HTTP/1.1 4"));
    CHECK(server.answered == 0);
    CHECK_THAT(server.ask(request("GET /still", "Connection: close\r\n")), Contains("path=/still"));
}

TEST_CASE("only GET, HEAD and POST are known") {
    Server server;
    for (const auto* method : {"PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT", "get", "X"})
        CHECK_THAT(server.ask(request(std::string(method) + " /")), StartsWith("HTTP/1.1 4"));
    CHECK(server.answered == 0);
}

TEST_CASE("a page that fails ends its connection and no other") {
    const Server server;
    CHECK(server.ask(request("GET /throw")).empty());
    CHECK_THAT(server.ask(request("GET /next", "Connection: close\r\n")), Contains("path=/next"));
}

TEST_CASE("what is no HTTP, or too large, is refused, and the server goes on") {
    const Server server;
    for (const std::string& bad :
         {std::string("\x16\x03\x01\x02\r\n\r\n"), std::string("GET\r\n\r\n"),
          std::string("\r\n\r\n\r\n"), request("GET /" + std::string(100'000, 'x')),
          request("GET /", "X: " + std::string(100'000, 'x') + "\r\n"), std::string(3, '\0')})
        CHECK_THAT(server.ask(bad), !Contains("200 OK"));
    CHECK_THAT(server.ask(request("GET /next", "Connection: close\r\n")), Contains("path=/next"));
}

TEST_CASE("hundreds of connections that say nothing do not keep others waiting") {
    const Server server;
    std::vector<std::unique_ptr<Descriptor>> silent;
    for (int i = 0; i < 400; ++i) {
        silent.push_back(server.connect());
        ::send(silent.back()->number(), "GET / HT", 8, MSG_NOSIGNAL);
    }
    const auto begin = std::chrono::steady_clock::now();
    CHECK_THAT(server.ask(request("GET /next", "Connection: close\r\n")), Contains("path=/next"));
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(2));
}

TEST_CASE("a response that goes on sends what comes later") {
    const Server server;
    const auto socket = server.connect();
    const auto bytes = request("GET /more");
    REQUIRE(::send(socket->number(), bytes.data(), bytes.size(), MSG_NOSIGNAL) > 0);
    CHECK_THAT(Server::read(*socket, 2500), Contains("first") && Contains("later"));
}
