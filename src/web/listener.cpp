// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/listener.hpp"

#include "base/error.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

namespace boswell::web {

static constexpr int ports_to_try = 10;
static constexpr int backlog = 128;

namespace {

/// An address of one of the families that we know.
struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t size = 0;

    sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
};

/// Closed unless it is given away.
class Socket {
public:
    explicit Socket(int family)
        : number_(::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
        if (number_ < 0) throw Error("socket: {}", errno_text());
    }
    ~Socket() {
        if (number_ >= 0) ::close(number_);
    }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    int number() const { return number_; }
    int release() { return std::exchange(number_, -1); }

private:
    int number_;
};

}  // namespace

static SocketAddress loopback(const std::string& text, std::uint16_t port) {
    SocketAddress address;
    auto& four = reinterpret_cast<sockaddr_in&>(address.storage);
    auto& six = reinterpret_cast<sockaddr_in6&>(address.storage);
    if (::inet_pton(AF_INET, text.c_str(), &four.sin_addr) == 1) {
        if ((ntohl(four.sin_addr.s_addr) >> 24) == 127) {
            four.sin_family = AF_INET;
            four.sin_port = htons(port);
            address.size = sizeof(four);
        }
    } else if (::inet_pton(AF_INET6, text.c_str(), &six.sin6_addr) == 1 &&
               IN6_IS_ADDR_LOOPBACK(&six.sin6_addr)) {
        six.sin6_family = AF_INET6;
        six.sin6_port = htons(port);
        address.size = sizeof(six);
    }
    if (address.size == 0)
        throw UsageError(
            "--listen takes an address of this machine alone, such as 127.0.0.1 or "
            "::1, not '{}'; from elsewhere use a tunnel by ssh -L",
            text);
    return address;
}

static std::uint16_t port_of(int socket) {
    SocketAddress address;
    address.size = sizeof(address.storage);
    if (::getsockname(socket, address.get(), &address.size) != 0)
        throw Error("getsockname: {}", errno_text());
    return ntohs(address.storage.ss_family == AF_INET6
                     ? reinterpret_cast<sockaddr_in6&>(address.storage).sin6_port
                     : reinterpret_cast<sockaddr_in&>(address.storage).sin_port);
}

static std::optional<Listener> try_port(const std::string& text, std::uint16_t port) {
    auto address = loopback(text, port);
    Socket socket(address.storage.ss_family);
    const int yes = 1;
    ::setsockopt(socket.number(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    if (::bind(socket.number(), address.get(), address.size) != 0 ||
        ::listen(socket.number(), backlog) != 0) {
        if (errno == EADDRINUSE) return std::nullopt;
        throw Error("cannot listen on {} port {}: {}", text, port, errno_text());
    }
    const auto bound = port_of(socket.number());
    return Listener{socket.release(), bound};
}

Listener listen_on_port(const std::string& address, std::uint16_t port) {
    if (const auto listener = try_port(address, port)) return *listener;
    throw Error("port {} is taken; choose another one by --port, or leave it out", port);
}

Listener listen_on(const std::string& address, std::uint16_t port) {
    for (int i = 0; i < ports_to_try; ++i) {
        if (const auto listener = try_port(address, static_cast<std::uint16_t>(port + i)))
            return *listener;
    }
    throw Error("ports {} to {} are taken; choose another one by --port", port,
                port + ports_to_try - 1);
}

static SocketAddress unix_address(const std::filesystem::path& path) {
    SocketAddress address;
    auto& name = reinterpret_cast<sockaddr_un&>(address.storage);
    const auto& text = path.native();
    if (text.size() >= sizeof(name.sun_path))
        throw UsageError("the name of a socket may have {} bytes, and this one has more: {}",
                         sizeof(name.sun_path) - 1, text);
    name.sun_family = AF_UNIX;
    std::memcpy(name.sun_path, text.data(), text.size());
    address.size = sizeof(name);
    return address;
}

/// What another process left when it was killed.
static void remove_dead_socket(const std::filesystem::path& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) return;
    if (!S_ISSOCK(status.st_mode))
        throw Error("{} is there, and no socket; choose another name", path.string());
    auto address = unix_address(path);
    const Socket probe(AF_UNIX);
    if (::connect(probe.number(), address.get(), address.size) == 0 || errno != ECONNREFUSED)
        throw Error("somebody listens on {} already", path.string());
    ::unlink(path.c_str());
}

Listener listen_on(const std::filesystem::path& path) {
    auto address = unix_address(path);
    remove_dead_socket(path);
    Socket socket(AF_UNIX);
    const auto before = ::umask(0177);
    const int bound = ::bind(socket.number(), address.get(), address.size);
    ::umask(before);
    if (bound != 0 || ::listen(socket.number(), backlog) != 0)
        throw Error("cannot listen on {}: {}", path.string(), errno_text());
    return {socket.release(), 0};
}

}  // namespace boswell::web
