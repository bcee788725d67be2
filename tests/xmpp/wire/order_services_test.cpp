// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/wire/dns.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>

using namespace boswell::xmpp;

TEST_CASE("services are ordered by priority, and by chance within one") {
    const std::vector<SrvRecord> records = {
        {20, 0, 1, "late"}, {10, 60, 1, "heavy"}, {10, 0, 1, "zero"}, {10, 20, 1, "light"}};
    const auto order = [&](std::function<std::uint32_t(std::uint32_t)> random) {
        std::string all;
        for (const auto& record : order_services(records, random)) all += record.target + " ";
        return all;
    };
    CHECK(order([](auto) { return 0u; }) == "zero heavy light late ");
    CHECK(order([](auto most) { return most; }) == "light heavy zero late ");
    CHECK(order([](auto most) { return most / 2; }) == "heavy light zero late ");
    std::vector<std::uint32_t> totals;
    order([&](auto most) {
        totals.push_back(most);
        return std::min(1u, most);
    });
    CHECK(totals == std::vector<std::uint32_t>{80, 20, 0, 0});
}

TEST_CASE("no service is lost or made up") {
    CHECK(order_services({}, [](auto) { return 0u; }).empty());
    std::vector<SrvRecord> records;
    for (std::uint16_t i = 0; i < 100; ++i)
        records.push_back({static_cast<std::uint16_t>(i % 7), static_cast<std::uint16_t>(i % 5), i,
                           "a.test", i % 2 == 0});
    const auto ordered = order_services(records, [](auto most) { return most / 3; });
    REQUIRE(ordered.size() == 100);
    std::vector<bool> seen(100);
    for (const auto& record : ordered) {
        seen[record.port] = true;
        CHECK(record.direct_tls == (record.port % 2 == 0));
    }
    CHECK(std::find(seen.begin(), seen.end(), false) == seen.end());
    CHECK(std::is_sorted(ordered.begin(), ordered.end(),
                         [](const auto& a, const auto& b) { return a.priority < b.priority; }));
}

TEST_CASE("a service comes first as often as its weight says") {
    const std::vector<SrvRecord> records = {
        {10, 10, 1, "tenth"}, {10, 30, 1, "third"}, {10, 60, 1, "most"}, {10, 0, 1, "rare"}};
    std::mt19937 engine(1);
    std::map<std::string, int> first;
    for (int i = 0; i < 10'000; ++i) {
        const auto random = [&](std::uint32_t most) {
            return std::uniform_int_distribution<std::uint32_t>(0, most)(engine);
        };
        ++first[order_services(records, random).front().target];
    }
    CHECK(std::abs(first["tenth"] - 1'000) < 200);
    CHECK(std::abs(first["third"] - 3'000) < 200);
    CHECK(std::abs(first["most"] - 6'000) < 200);
    CHECK(first["rare"] > 0);
    CHECK(first["rare"] < 200);
}
