// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <asio/ip/address.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

struct ares_channeldata;

namespace boswell::xmpp {

struct SrvRecord {
    std::uint16_t priority;
    std::uint16_t weight;
    std::uint16_t port;
    std::string target;  ///< "." or "": there is no such service
    bool direct_tls = false;
};

/// Puts records into the order of RFC 2782: by priority, and those of one priority by chance, as
/// their weights say. `random(n)` gives a number from 0 to n.
std::vector<SrvRecord> order_services(std::vector<SrvRecord> records,
                                      const std::function<std::uint32_t(std::uint32_t)>& random);

/// Asks DNS. All questions of one object together block no longer than until its deadline.
class Dns {
public:
    using Clock = std::chrono::steady_clock;

    /// `servers` is a list such as "127.0.0.1:5353"; "" for the system's name servers.
    Dns(Clock::time_point deadline, const std::string& servers, std::stop_token stop = {});

    /// The SRV records of a name; empty if there are none, or if the name server cannot answer such
    /// a question. Throws NetworkError when the time is over.
    std::vector<SrvRecord> find_services(const std::string& name);
    /// The addresses of a host, IPv6 first. Throws NetworkError if there are none. "localhost" and
    /// what is below it are this machine (RFC 6761 6.3).
    std::vector<asio::ip::address> find_addresses(const std::string& host);

private:
    struct Free {
        void operator()(ares_channeldata* channel) const;
    };
    void wait(const bool& done, const std::string& name);
    void process(std::chrono::milliseconds longest);

    Clock::time_point deadline_;
    std::stop_token stop_;
    std::unique_ptr<ares_channeldata, Free> channel_;
};

}  // namespace boswell::xmpp
