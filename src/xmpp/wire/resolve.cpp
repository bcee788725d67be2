// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/wire/resolve.hpp"

#include "base/error.hpp"
#include "base/printable.hpp"
#include "xmpp/wire/dns.hpp"
#include "xmpp/wire/idna.hpp"
#include "xmpp/wire/resolver.hpp"

#include <algorithm>
#include <exception>
#include <optional>
#include <random>

namespace boswell::xmpp {

static constexpr std::size_t most_services = 16;
static constexpr std::size_t most_targets = 32;

static std::optional<asio::ip::address> parse_address(std::string text) {
    if (text.size() > 2 && text.front() == '[' && text.back() == ']')
        text = text.substr(1, text.size() - 2);
    asio::error_code error;
    const auto address = asio::ip::make_address(text, error);
    return error ? std::nullopt : std::optional(address);
}

static void add_targets(std::vector<Target>& targets, Dns& dns, const SrvRecord& service) {
    if (const auto address = parse_address(service.target)) {
        targets.push_back({service.target, {*address, service.port}, service.direct_tls});
        return;
    }
    for (const auto& address : dns.find_addresses(to_ascii(service.target)))
        targets.push_back({service.target, {address, service.port}, service.direct_tls});
}

/// One host, without SRV.
static std::vector<Target> resolve_host(Dns& dns, const std::string& host,
                                        const ResolveOptions& options) {
    const bool direct = options.tls == TlsMode::direct;
    const auto usual = static_cast<std::uint16_t>(direct ? 5223 : 5222);
    std::vector<Target> targets;
    add_targets(targets, dns, {0, 0, options.port != 0 ? options.port : usual, host, direct});
    return targets;
}

static std::vector<SrvRecord> find_services(Dns& dns, const ResolveOptions& options) {
    const auto domain = to_ascii(options.domain);
    std::vector<SrvRecord> services;
    if (options.tls != TlsMode::starttls) {
        services = dns.find_services("_xmpps-client._tcp." + domain);
        for (auto& service : services) service.direct_tls = true;
    }
    if (options.tls != TlsMode::direct) {
        const auto more = dns.find_services("_xmpp-client._tcp." + domain);
        services.insert(services.end(), more.begin(), more.end());
    }
    return services;
}

static bool is_refusal(const SrvRecord& service) {
    return service.target.empty() || service.target == ".";
}

/// The addresses of all services that have one. Throws the first error if none has.
static std::vector<Target> resolve_services(Dns& dns, const std::vector<SrvRecord>& services) {
    std::vector<Target> targets;
    std::exception_ptr first_error;
    for (const auto& service : services) {
        if (targets.size() >= most_targets) break;
        try {
            add_targets(targets, dns, service);
        } catch (const NetworkError&) {
            if (!first_error) first_error = std::current_exception();
        }
    }
    if (targets.empty() && first_error) std::rethrow_exception(first_error);
    return targets;
}

std::vector<Target> resolve(const ResolveOptions& options, const ResolverEnvironment& environment) {
    Dns dns(Dns::Clock::now() + options.timeout, environment.dns_servers, options.stop);
    if (!options.host.empty()) return resolve_host(dns, options.host, options);
    if (parse_address(options.domain)) return resolve_host(dns, options.domain, options);

    auto services = find_services(dns, options);
    // A domain that refuses direct TLS may still offer STARTTLS, but not the other way round: the
    // record of _xmpp-client stands for XMPP as a whole.
    const bool refused = std::any_of(services.begin(), services.end(), [&](const auto& service) {
        return is_refusal(service) && (!service.direct_tls || options.tls == TlsMode::direct);
    });
    std::erase_if(services, is_refusal);
    if (services.empty() && refused)
        throw NetworkError("{} says in DNS that it offers no XMPP service",
                           printable(options.domain));
    if (services.empty()) return resolve_host(dns, options.domain, options);
    services = order_services(std::move(services), environment.random);
    if (services.size() > most_services) services.resize(most_services);
    return resolve_services(dns, services);
}

std::vector<Target> resolve(const ResolveOptions& options) {
    std::mt19937 engine(std::random_device{}());
    return resolve(options, {"", [&](std::uint32_t most) {
                                 return std::uniform_int_distribution<std::uint32_t>(0,
                                                                                     most)(engine);
                             }});
}

}  // namespace boswell::xmpp
