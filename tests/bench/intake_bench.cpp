// SPDX-License-Identifier: GPL-3.0-or-later
// What it costs to make events of stanzas: the reader and the translation alone, without archive.
//
//     intake_bench [stanzas [rounds]]
#include "bench/corpus.hpp"
#include "bench/cpu_time.hpp"
#include "stanza/translate.hpp"
#include "xmpp/xml/stanza_reader.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <functional>

using namespace boswell;

namespace {

/// Reads the stanzas of messages and hands each on.
class Intake : private xmpp::StanzaHandler {
public:
    using Take = std::function<void(const stanza::Element&, std::string_view original)>;

    explicit Intake(Take take) : take_(std::move(take)), reader_({}, *this) {
        reader_.feed(
            "<stream:stream xmlns='jabber:client' "
            "xmlns:stream='http://etherx.jabber.org/streams'>");
    }

    void read(const Message& message) { reader_.feed(message.stanza); }

private:
    void on_stanza(const stanza::Element& stanza, std::string_view original) override {
        take_(stanza, original);
    }
    void on_rejected(xmpp::RejectedStanza) override { std::abort(); }
    void on_stream_closed() override {}
    void on_broken(std::string) override { std::abort(); }

    Take take_;
    xmpp::StanzaReader reader_;
};

/// CPU time of a stanza, in microseconds.
double cost(const std::vector<Event>& messages, Intake& intake, stanza::Context& context) {
    const auto begin = bench::cpu_seconds();
    for (const auto& event : messages) {
        const auto& message = std::get<Message>(event);
        context.account = message.account;
        context.now = message.received_at;
        intake.read(message);
    }
    return (bench::cpu_seconds() - begin) / static_cast<double>(messages.size()) * 1e6;
}

}  // namespace

int main(int argc, char** argv) {
    const auto stanzas = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 100'000;
    const auto rounds = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 3;
    const auto messages = bench::corpus(stanzas);
    stanza::Context context;
    context.trust_stanza_ids = true;
    std::size_t events = 0;
    Intake elements([](const auto&, std::string_view) {});
    Intake meaning([&](const auto& stanza, std::string_view original) {
        events += translate(stanza, original, context).size();
    });
    fmt::print("us CPU a stanza\n{:>12} {:>12}\n", "to elements", "to events");
    for (std::size_t round = 0; round < rounds; ++round)
        fmt::print("{:>12.2f} {:>12.2f}\n", cost(messages, elements, context),
                   cost(messages, meaning, context));
    return events >= stanzas * rounds ? 0 : 1;
}
