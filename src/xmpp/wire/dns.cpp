// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/wire/dns.hpp"

#include "base/error.hpp"
#include "base/printable.hpp"

#include <ares.h>
#include <arpa/nameser.h>
#include <netinet/in.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <mutex>
#include <utility>

namespace boswell::xmpp {

namespace {
/// The answer that c-ares gives to a callback. The callback must not throw.
struct SrvAnswer {
    bool done = false;
    int status = ARES_SUCCESS;
    std::vector<SrvRecord> records;
};

struct AddressAnswer {
    bool done = false;
    int status = ARES_SUCCESS;
    std::vector<asio::ip::address> addresses;
};
}  // namespace

void Dns::Free::operator()(ares_channeldata* channel) const { ares_destroy(channel); }

Dns::Dns(Clock::time_point deadline, const std::string& servers, std::stop_token stop)
    : deadline_(deadline), stop_(std::move(stop)) {
    static std::once_flag once;
    std::call_once(once, [] { ares_library_init(ARES_LIB_INIT_ALL); });
    ares_options options{};
    options.timeout = 2000;
    options.tries = 3;
    options.ndomains = 0;  // a JID's domain is complete: no search domain is appended
    const int mask = ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_DOMAINS;
    ares_channel channel = nullptr;
    if (const int status = ares_init_options(&channel, &options, mask); status != ARES_SUCCESS)
        throw NetworkError("cannot use DNS: {}", ares_strerror(status));
    channel_.reset(channel);
    if (!servers.empty()) ares_set_servers_ports_csv(channel, servers.c_str());
}

/// Waits until c-ares can read or write, and lets it do so.
void Dns::process(std::chrono::milliseconds longest) {
    std::array<ares_socket_t, ARES_GETSOCK_MAXNUM> sockets{};
    const int bits = ares_getsock(channel_.get(), sockets.data(), ARES_GETSOCK_MAXNUM);
    const auto wanted = static_cast<unsigned>(bits);
    std::vector<pollfd> polled;
    for (unsigned i = 0; i < sockets.size(); ++i) {
        const bool reads = (wanted >> i & 1u) != 0;
        const bool writes = (wanted >> (i + ARES_GETSOCK_MAXNUM) & 1u) != 0;
        if (!reads && !writes) break;
        const int events = (reads ? POLLIN : 0) | (writes ? POLLOUT : 0);
        polled.push_back({sockets[i], static_cast<short>(events), 0});
    }
    timeval most{longest.count() / 1000, longest.count() % 1000 * 1000};
    timeval buffer{};
    const auto* const time = ares_timeout(channel_.get(), &most, &buffer);
    const auto milliseconds = time->tv_sec * 1000 + time->tv_usec / 1000 + 1;
    const int ready = ::poll(polled.data(), polled.size(), static_cast<int>(milliseconds));
    if (ready <= 0) return ares_process_fd(channel_.get(), ARES_SOCKET_BAD, ARES_SOCKET_BAD);
    for (const auto& one : polled) {
        const bool readable = (one.revents & (POLLIN | POLLERR | POLLHUP)) != 0;
        const bool writable = (one.revents & POLLOUT) != 0;
        ares_process_fd(channel_.get(), readable ? one.fd : ARES_SOCKET_BAD,
                        writable ? one.fd : ARES_SOCKET_BAD);
    }
}

// In steps, so that a stop is noticed.
static constexpr std::chrono::milliseconds longest_wait{200};

void Dns::wait(const bool& done, const std::string& name) {
    while (!done) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - Clock::now());
        if (left.count() <= 0 || stop_.stop_requested()) {
            ares_cancel(channel_.get());  // calls back, so that nothing points here any more
            throw NetworkError("no answer from DNS about {}", printable(name));
        }
        process(std::min(left, longest_wait));
    }
}

static void on_services(void* user, int status, int, unsigned char* bytes, int size) noexcept {
    auto& answer = *static_cast<SrvAnswer*>(user);
    answer.done = true;
    answer.status = status;
    ares_srv_reply* replies = nullptr;
    if (status != ARES_SUCCESS || ares_parse_srv_reply(bytes, size, &replies) != ARES_SUCCESS)
        return;
    for (const auto* reply = replies; reply; reply = reply->next)
        answer.records.push_back({reply->priority, reply->weight, reply->port, reply->host});
    ares_free_data(replies);
}

std::vector<SrvRecord> Dns::find_services(const std::string& name) {
    SrvAnswer answer;
    ares_query(channel_.get(), name.c_str(), ns_c_in, ns_t_srv, on_services, &answer);
    wait(answer.done, name);
    if (answer.status == ARES_ETIMEOUT)
        throw NetworkError("no answer from DNS about {}", printable(name));
    return answer.records;
}

static asio::ip::address to_address(const sockaddr* from) {
    if (from->sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, from, sizeof v4);
        return asio::ip::address_v4(ntohl(v4.sin_addr.s_addr));
    }
    sockaddr_in6 v6{};
    std::memcpy(&v6, from, sizeof v6);
    asio::ip::address_v6::bytes_type bytes{};
    std::copy_n(v6.sin6_addr.s6_addr, bytes.size(), bytes.begin());
    return asio::ip::address_v6(bytes, v6.sin6_scope_id);
}

static void on_addresses(void* user, int status, int, ares_addrinfo* result) noexcept {
    auto& answer = *static_cast<AddressAnswer*>(user);
    answer.done = true;
    answer.status = status;
    if (status != ARES_SUCCESS || !result) return;
    for (const auto* node = result->nodes; node; node = node->ai_next)
        answer.addresses.push_back(to_address(node->ai_addr));
    ares_freeaddrinfo(result);
}

/// RFC 6761 6.3: that is this machine, and no name server is to be asked.
static bool is_localhost(std::string_view host) {
    return host == "localhost" || host.ends_with(".localhost");
}

std::vector<asio::ip::address> Dns::find_addresses(const std::string& host) {
    if (is_localhost(host))
        return {asio::ip::address_v6::loopback(), asio::ip::address_v4::loopback()};
    AddressAnswer answer;
    ares_addrinfo_hints hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = ARES_AI_NOSORT;
    ares_getaddrinfo(channel_.get(), host.c_str(), nullptr, &hints, on_addresses, &answer);
    wait(answer.done, host);
    if (answer.addresses.empty())
        throw NetworkError("cannot find the address of {}: {}", printable(host),
                           answer.status == ARES_ENOTFOUND || answer.status == ARES_ENODATA
                               ? "there is no such host"
                               : ares_strerror(answer.status));
    std::stable_partition(answer.addresses.begin(), answer.addresses.end(),
                          [](const auto& address) { return address.is_v6(); });
    return answer.addresses;
}

}  // namespace boswell::xmpp
