// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.hpp"
#include "base/text.hpp"
#include "xmpp/wire/dns.hpp"
#include "xmpp/wire/resolver.hpp"

#include <fmt/format.h>
#include <asio/io_context.hpp>
#include <asio/ip/udp.hpp>
#include <catch2/catch.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <map>
#include <stop_token>
#include <thread>

using namespace boswell;
using namespace boswell::xmpp;
using namespace std::chrono_literals;
using asio::ip::udp;

namespace {
/// A name server on loopback that knows what it is told.
class NameServer {
public:
    NameServer() {
        thread_ = std::thread([this] { serve(); });
    }
    ~NameServer() {
        stopping_ = true;
        udp::socket(loop_, udp::v4()).send_to(asio::buffer("x", 1), socket_.local_endpoint());
        thread_.join();
    }
    NameServer(const NameServer&) = delete;

    void add_service(const std::string& name, const SrvRecord& record) {
        std::string data;
        for (const auto part : {record.priority, record.weight, record.port}) data += two(part);
        add(name, 33, data + labels(record.target));
    }
    void add_address(const std::string& name, const std::string& address) {
        const auto parsed = asio::ip::make_address(address);
        if (parsed.is_v4()) {
            const auto bytes = parsed.to_v4().to_bytes();
            add(name, 1, {bytes.begin(), bytes.end()});
        } else {
            const auto bytes = parsed.to_v6().to_bytes();
            add(name, 28, {bytes.begin(), bytes.end()});
        }
    }

    std::atomic<bool> silent = false;
    std::atomic<std::chrono::milliseconds> delay{};  ///< of each answer

    std::vector<Target> resolve(ResolveOptions options) const {
        const auto first = [](std::uint32_t) { return 0u; };
        const auto port = socket_.local_endpoint().port();
        return xmpp::resolve(options, {fmt::format("127.0.0.1:{}", port), first});
    }

private:
    static std::string two(unsigned number) {
        return {static_cast<char>(number >> 8), static_cast<char>(number)};
    }
    static std::string labels(std::string name) {
        std::string text;
        while (!name.empty() && name != ".") {
            const auto end = std::min(name.find('.'), name.size());
            text += static_cast<char>(end) + name.substr(0, end);
            name.erase(0, end + 1);
        }
        return text + '\0';
    }
    void add(const std::string& name, unsigned type, const std::string& data) {
        records_.emplace(labels(name) + two(type), data);
    }

    std::string answer(const std::string& question) const {
        const auto end = question.find('\0', 12) + 5;  // behind name, type and class
        const auto key = question.substr(12, end - 2 - 12);
        const auto [begin, last] = records_.equal_range(key);
        const auto count = static_cast<unsigned>(std::distance(begin, last));
        const auto name = key.substr(0, key.size() - 2);
        const auto type = key.substr(name.size());
        const bool known = records_.lower_bound(name) != records_.end() &&
                           records_.lower_bound(name)->first.starts_with(name);
        std::string text = question.substr(0, 2) + "\x81" + (known ? "\x80" : "\x83");
        text += two(1) + two(count) + two(0) + two(0) + question.substr(12, end - 12);
        for (auto record = begin; record != last; ++record)
            text += "\xc0\x0c" + type + two(1) + two(0) + two(60) +
                    two(static_cast<unsigned>(record->second.size())) + record->second;
        return text;
    }

    void serve() {
        std::array<char, 512> buffer{};
        while (true) {
            udp::endpoint peer;
            const auto size = socket_.receive_from(asio::buffer(buffer), peer);
            if (stopping_) return;
            std::this_thread::sleep_for(delay.load());
            if (!silent) socket_.send_to(asio::buffer(answer({buffer.data(), size})), peer);
        }
    }

    asio::io_context loop_;
    udp::socket socket_{loop_, udp::endpoint(asio::ip::address_v4::loopback(), 0)};
    std::multimap<std::string, std::string> records_;  // by name and type, as they are asked for
    std::atomic<bool> stopping_ = false;
    std::thread thread_;
};
}  // namespace

static const std::string plain = "_xmpp-client._tcp.example.test";
static const std::string direct = "_xmpps-client._tcp.example.test";

/// "host address:port" and "tls" for direct TLS, of each.
static std::vector<std::string> told(const std::vector<Target>& targets) {
    std::vector<std::string> all;
    for (const auto& target : targets)
        all.push_back(fmt::format("{} {}:{}{}", target.host, target.endpoint.address().to_string(),
                                  target.endpoint.port(), target.direct_tls ? " tls" : ""));
    return all;
}

using Told = std::vector<std::string>;

TEST_CASE("addresses are taken as they are") {
    CHECK(told(resolve({.domain = "example.org", .host = "127.0.0.1"})) ==
          Told{"127.0.0.1 127.0.0.1:5222"});
    CHECK(told(resolve({.domain = "example.org", .host = "[::1]", .port = 99})) ==
          Told{"[::1] ::1:99"});
    CHECK(told(resolve({.domain = "127.0.0.1", .tls = TlsMode::direct})) ==
          Told{"127.0.0.1 127.0.0.1:5223 tls"});
}

TEST_CASE("localhost is this machine, whatever a name server says") {
    NameServer server;
    for (const std::string name : {"localhost", "LOCALHOST", "xmpp.localhost"}) {
        server.add_address(to_lower(name), "192.0.2.1");
        CHECK(told(server.resolve({.domain = "example.org", .host = name, .port = 99})) ==
              Told{name + " ::1:99", name + " 127.0.0.1:99"});
    }
    server.add_address("notlocalhost", "192.0.2.1");
    CHECK(told(server.resolve({.domain = "example.org", .host = "notlocalhost", .port = 99})) ==
          Told{"notlocalhost 192.0.2.1:99"});
}

TEST_CASE("both kinds of services are mixed by priority, IPv6 first for each host") {
    NameServer server;
    server.add_service(plain, {5, 0, 5222, "a.test"});
    server.add_service(plain, {30, 0, 80, "b.test"});
    server.add_service(direct, {10, 0, 443, "b.test"});
    server.add_address("a.test", "192.0.2.1");
    server.add_address("a.test", "2001:db8::1");
    server.add_address("b.test", "192.0.2.2");
    CHECK(told(server.resolve({.domain = "example.test"})) ==
          Told{"a.test 2001:db8::1:5222", "a.test 192.0.2.1:5222", "b.test 192.0.2.2:443 tls",
               "b.test 192.0.2.2:80"});
    CHECK(told(server.resolve({.domain = "example.test", .tls = TlsMode::direct})) ==
          Told{"b.test 192.0.2.2:443 tls"});
    CHECK(told(server.resolve({.domain = "example.test", .tls = TlsMode::starttls})).size() == 3);
}

TEST_CASE("a domain without services is tried itself") {
    NameServer server;
    server.add_address("example.test", "192.0.2.7");
    CHECK(told(server.resolve({.domain = "example.test"})) == Told{"example.test 192.0.2.7:5222"});
    CHECK(told(server.resolve({.domain = "example.test", .tls = TlsMode::direct})) ==
          Told{"example.test 192.0.2.7:5223 tls"});
}

TEST_CASE("international domains are asked for in A-labels") {
    NameServer server;
    server.add_address("xn--mnchen-3ya.test", "192.0.2.8");
    CHECK(told(server.resolve({.domain = "münchen.test"})) == Told{"münchen.test 192.0.2.8:5222"});
}

TEST_CASE("a domain that says it offers no service is believed") {
    NameServer server;
    server.add_address("example.test", "192.0.2.7");
    server.add_service(plain, {0, 0, 0, "."});
    CHECK_THROWS_WITH(server.resolve({.domain = "example.test"}),
                      "example.test says in DNS that it offers no XMPP service");
}

TEST_CASE("a domain without direct TLS may have the other kind") {
    NameServer server;
    server.add_address("example.test", "192.0.2.7");
    server.add_service(direct, {0, 0, 0, "."});
    CHECK(told(server.resolve({.domain = "example.test"})) == Told{"example.test 192.0.2.7:5222"});
}

TEST_CASE("a host that does not exist is named, and the others are tried") {
    NameServer server;
    server.add_service(plain, {1, 0, 5222, "gone.test"});
    CHECK_THROWS_WITH(server.resolve({.domain = "example.test"}),
                      "cannot find the address of gone.test: there is no such host");
    server.add_service(plain, {2, 0, 5222, "there.test"});
    server.add_address("there.test", "192.0.2.9");
    CHECK(told(server.resolve({.domain = "example.test"})) == Told{"there.test 192.0.2.9:5222"});
    CHECK_THROWS_AS(server.resolve({.domain = "other.test"}), NetworkError);
}

TEST_CASE("a name server that is silent is given up in time") {
    NameServer server;
    server.silent = true;
    const auto start = std::chrono::steady_clock::now();
    CHECK_THROWS_WITH(server.resolve({.domain = "example.test", .timeout = 300ms}),
                      "no answer from DNS about _xmpps-client._tcp.example.test");
    const auto taken = std::chrono::steady_clock::now() - start;
    CHECK(taken >= 300ms);
    CHECK(taken < 1500ms);  // shorter than the time-out of a question
}

TEST_CASE("all questions about a domain share one time limit") {
    NameServer server;
    server.add_service(plain, {1, 0, 5222, "a.test"});
    server.delay = 200ms;
    const auto start = std::chrono::steady_clock::now();
    CHECK_THROWS_WITH(server.resolve({.domain = "example.test", .timeout = 500ms}),
                      "no answer from DNS about a.test");
    const auto taken = std::chrono::steady_clock::now() - start;
    CHECK(taken >= 500ms);
    CHECK(taken < 1500ms);
}

TEST_CASE("a stop ends the wait for a silent name server") {
    NameServer server;
    server.silent = true;
    std::stop_source stop;
    const std::jthread stopper([&] {
        std::this_thread::sleep_for(100ms);
        stop.request_stop();
    });
    const auto start = std::chrono::steady_clock::now();
    CHECK_THROWS_AS(
        server.resolve({.domain = "example.test", .timeout = 1h, .stop = stop.get_token()}),
        NetworkError);
    CHECK(std::chrono::steady_clock::now() - start < 1500ms);
}

TEST_CASE("a domain with very many services is tried at sixteen of them") {
    NameServer server;
    for (std::uint16_t i = 0; i < 17; ++i)
        server.add_service(plain, {i, 0, static_cast<std::uint16_t>(100 + i), "a.test"});
    server.add_address("a.test", "192.0.2.1");
    const auto targets = server.resolve({.domain = "example.test", .tls = TlsMode::starttls});
    REQUIRE(targets.size() == 16);
    CHECK(targets.front().endpoint.port() == 100);
    CHECK(targets.back().endpoint.port() == 115);
}

TEST_CASE("services of hosts with very many addresses are tried at 32 of them, or a few more") {
    NameServer server;
    for (std::uint16_t i = 0; i < 8; ++i)
        server.add_service(plain, {i, 0, static_cast<std::uint16_t>(100 + i), "a.test"});
    for (int i = 1; i <= 10; ++i) server.add_address("a.test", fmt::format("192.0.2.{}", i));
    CHECK(server.resolve({.domain = "example.test", .tls = TlsMode::starttls}).size() == 40);
}

TEST_CASE("a domain that offers nothing with direct TLS is believed if that is wanted") {
    NameServer server;
    server.add_address("example.test", "192.0.2.7");
    server.add_service(direct, {0, 0, 0, "."});
    CHECK_THROWS_WITH(server.resolve({.domain = "example.test", .tls = TlsMode::direct}),
                      "example.test says in DNS that it offers no XMPP service");
}

TEST_CASE("a host that is named is asked for instead of the domain's services") {
    NameServer server;
    server.add_address("chat.test", "192.0.2.3");
    CHECK(told(server.resolve({.domain = "example.test", .host = "chat.test", .port = 443})) ==
          Told{"chat.test 192.0.2.3:443"});
    CHECK(told(server.resolve(
              {.domain = "example.test", .host = "chat.test", .tls = TlsMode::direct})) ==
          Told{"chat.test 192.0.2.3:5223 tls"});
}
