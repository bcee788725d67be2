// SPDX-License-Identifier: GPL-3.0-or-later
// Writes an archive in which one account has watched its contacts for two years, so that questions
// about presence can be measured.
//
//     make_presence FILE ROWS CONTACTS
#include "archive/writer.hpp"
#include "bench/corpus.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <random>

using namespace boswell;

namespace {

const auto account = Jid::of("romeo@example.org");
const auto begin = from_milliseconds(1704067200000);  // 2024
constexpr std::int64_t duration = 2LL * 365 * 86400 * 1000;

Jid contact(std::size_t number) { return Jid::of(fmt::format("contact{}@example.net", number)); }

ConnectionChanged connection(ConnectionState state, Time at) {
    ConnectionChanged change;
    change.account = account;
    change.state = state;
    change.at = change.last_proof = at;
    change.presence_observed = true;
    return change;
}

RosterUpdate roster(std::size_t contacts) {
    RosterUpdate update{.account = account, .seen_at = begin, .complete = true, .items = {}};
    for (std::size_t i = 0; i < contacts; ++i) {
        RosterItem item;
        item.jid = contact(i);
        item.subscription = Subscription::both;
        update.items.push_back(std::move(item));
    }
    return update;
}

Presence presence(const std::vector<Jid>& phones, std::mt19937_64& random, Time at) {
    Presence presence;
    presence.account = account;
    presence.from = phones[random() % phones.size()];
    presence.seen_at = presence.stamp = at;
    const auto kind = random() % 3;
    if (kind == 0) presence.type = PresenceType::unavailable;
    if (kind == 1) presence.show = Show::away;
    return presence;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        fmt::print(stderr, "usage: make_presence FILE ROWS CONTACTS\n");
        return EXIT_FAILURE;
    }
    const std::size_t rows = std::strtoull(argv[2], nullptr, 10);
    const std::size_t contacts = std::max(1ULL, std::strtoull(argv[3], nullptr, 10));
    std::vector<Jid> phones;
    for (std::size_t i = 0; i < contacts; ++i)
        phones.push_back(Jid::of(contact(i).str() + "/phone"));

    archive::Writer writer(argv[1]);
    std::vector<Event> batch = {connection(ConnectionState::online, begin), roster(contacts)};
    std::mt19937_64 random(bench::corpus_seed);
    for (std::size_t i = 0; i < rows; ++i) {
        const auto share = static_cast<double>(i) / static_cast<double>(rows);
        const auto passed = static_cast<std::int64_t>(share * static_cast<double>(duration));
        batch.emplace_back(presence(phones, random, begin + milliseconds(passed)));
        if (batch.size() >= 10'000) {
            writer.write(batch);
            batch.clear();
        }
    }
    batch.emplace_back(connection(ConnectionState::offline, begin + milliseconds(duration)));
    writer.write(batch);
}
