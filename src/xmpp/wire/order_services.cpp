// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/wire/dns.hpp"

#include <algorithm>
#include <utility>

namespace boswell::xmpp {

/// Removes one record, chosen by chance as the weights say, and returns it.
static SrvRecord draw(std::vector<SrvRecord>& records,
                      const std::function<std::uint32_t(std::uint32_t)>& random) {
    std::uint32_t total = 0;
    for (const auto& record : records) total += record.weight;
    const auto chosen = random(total);
    std::uint32_t sum = 0;
    const auto found = std::find_if(records.begin(), records.end(), [&](const SrvRecord& record) {
        sum += record.weight;
        return sum >= chosen;
    });
    auto record = std::move(*found);
    records.erase(found);
    return record;
}

std::vector<SrvRecord> order_services(std::vector<SrvRecord> records,
                                      const std::function<std::uint32_t(std::uint32_t)>& random) {
    // RFC 2782: records of weight 0 stand first, and so have a small chance.
    std::stable_sort(records.begin(), records.end(), [](const SrvRecord& a, const SrvRecord& b) {
        return std::pair(a.priority, a.weight != 0) < std::pair(b.priority, b.weight != 0);
    });
    std::vector<SrvRecord> ordered;
    while (!records.empty()) {
        const auto end = std::find_if(records.begin(), records.end(), [&](const SrvRecord& record) {
            return record.priority != records.front().priority;
        });
        std::vector<SrvRecord> equal(records.begin(), end);
        records.erase(records.begin(), end);
        while (!equal.empty()) ordered.push_back(draw(equal, random));
    }
    return ordered;
}

}  // namespace boswell::xmpp
