// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/corpus.hpp"

#include <fmt/format.h>

#include <cmath>
#include <random>
#include <string>

namespace boswell::bench {

namespace {

// The distributions of the standard library differ between implementations; this does not.
class Random {
public:
    double uniform() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }
    std::size_t below(std::size_t n) {
        return static_cast<std::size_t>(uniform() * static_cast<double>(n));
    }
    /// 0 is the most frequent of n.
    std::size_t zipf(std::size_t n) {
        return static_cast<std::size_t>(std::pow(static_cast<double>(n), uniform())) - 1;
    }
    std::uint64_t bits() { return engine_(); }

private:
    std::mt19937_64 engine_{corpus_seed};
};

constexpr std::size_t conversations = 200;
constexpr std::size_t vocabulary = 20000;

std::string word(std::size_t rank) {
    static constexpr std::string_view syllables[] = {"ka", "to",  "mi", "ren", "sol", "ve", "ar",
                                                     "in", "del", "po", "shu", "ga",  "el", "nor"};
    std::string text;
    for (std::size_t rest = rank + 1; rest > 0; rest /= std::size(syllables)) {
        text += syllables[rest % std::size(syllables)];
    }
    return text;
}

std::string body(Random& random) {
    const auto kind = random.below(100);
    if (kind < 3) return "你好，今天晚上一起吃饭吗";
    if (kind < 6) return "👍";
    if (kind < 9) return "Привет, как дела? Увидимся завтра";
    std::string text;
    const auto words = 1 + static_cast<std::size_t>(-std::log(1 - random.uniform()) * 12);
    for (std::size_t i = 0; i < words; ++i) {
        if (i > 0) text += ' ';
        text += word(random.zipf(vocabulary));
    }
    return text;
}

std::string stanza_of(const Message& message) {
    return fmt::format(
        "<message xmlns='jabber:client' from='{}' to='{}' id='{}' type='chat' xml:lang='en'>"
        "<body>{}</body><active xmlns='http://jabber.org/protocol/chatstates'/>"
        "<request xmlns='urn:xmpp:receipts'/><markable xmlns='urn:xmpp:chat-markers:0'/>"
        "<origin-id xmlns='urn:xmpp:sid:0' id='{}'/>"
        "<stanza-id xmlns='urn:xmpp:sid:0' by='{}' id='{}'/></message>",
        message.from.str(), message.to.str(), message.message_id, message.bodies.front().text,
        message.origin_id, message.account.str(), message.stanza_id->id);
}

}  // namespace

struct Corpus::State {
    Random random;
    Jid account = Jid::of("romeo@example.org");
    Jid own = Jid::of("romeo@example.org/boswell");
    std::vector<Jid> contacts;
    Time stamp = from_milliseconds(1514764800000);  // 2018
    double step;
};

Corpus::Corpus(std::size_t messages) : state_(std::make_unique<State>()) {
    for (std::size_t i = 0; i < conversations; ++i) {
        state_->contacts.push_back(Jid::of(fmt::format("contact{}@example.net/phone", i)));
    }
    state_->step = 8.0 * 365 * 86400 * 1000 / static_cast<double>(messages);
}

Corpus::~Corpus() = default;

Message Corpus::next() {
    auto& [random, account, own, contacts, stamp, step] = *state_;
    stamp += milliseconds(1 + static_cast<std::int64_t>(random.uniform() * 2 * step));
    const auto& contact = contacts[random.zipf(conversations)];
    Message message;
    message.account = account;
    message.direction = random.below(2) == 0 ? Direction::in : Direction::out;
    message.with = contact.bare();
    message.from = message.direction == Direction::in ? contact : own;
    message.to = message.direction == Direction::in ? own : contact;
    message.type = MessageType::chat;
    message.stamp = message.received_at = stamp;
    message.bodies = {{"en", body(random)}};
    message.message_id = message.origin_id =
        fmt::format("{:016x}-{:016x}", random.bits(), random.bits());
    message.stanza_id = StanzaId{fmt::format("{:016x}", random.bits()), account};
    message.via = Via::archive;
    message.stanza = stanza_of(message);
    return message;
}

std::vector<Event> Corpus::next(std::size_t count) {
    std::vector<Event> events;
    while (events.size() < count) events.emplace_back(next());
    return events;
}

std::vector<Event> corpus(std::size_t messages) { return Corpus(messages).next(messages); }

}  // namespace boswell::bench
