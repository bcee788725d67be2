// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fake_outlet.hpp"
#include "stanza/translate.hpp"
#include "xmpp/session/collection_fetcher.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

namespace boswell::test {

/// A server with collections; what the fetcher asks is kept as text and answered in order.
class FakeCollections : public FakeOutlet {
public:
    FakeCollections() {
        context.account = Jid::of("alice@example.org");
        context.now = parse_rfc3339("2026-11-22T12:00:00Z").value();
    }

    void emit(Event event) override {
        if (const auto* told = std::get_if<CollectionsFetched>(&event)) {
            reports.push_back(*told);
            bodies_at_report = bodies().size();
        } else {
            events.push_back(std::move(event));
        }
    }
    void ask(xmpp::IqRequest request, xmpp::IqAnswer take) override {
        CHECK(request.type == "get");
        CHECK(request.to.empty());
        if (request.payload->name() == "modified") {
            asked_changed.push_back(request.payload->xml());
            return give(take, changed(asked_changed.back()));
        }
        open_.push_back({request.payload->xml(), std::move(take)});
        most_open = std::max(most_open, open_.size());
    }

    /// One session, in which at most `most` requests are answered.
    void fetch(const std::vector<std::string>& contacts, int most = 5'000) {
        xmpp::CollectionFetcher fetcher(history, fetched, context, *this);
        RosterUpdate roster;
        for (const auto& contact : contacts) roster.items.push_back({.jid = Jid::of(contact)});
        fetcher.see(roster);
        fetcher.begin();
        while (!open_.empty() && most-- > 0) {
            const auto open = std::move(open_.front());
            open_.erase(open_.begin());
            asked.push_back(open.request);
            const auto reply = answer(open.request);
            give(open.take, reply);
        }
        idle = open_.empty();
        open_.clear();
    }

    std::vector<std::string> bodies() const {
        std::vector<std::string> found;
        for (const auto& event : events)
            found.push_back(std::get<Message>(event).bodies.at(0).text);
        return found;
    }

    std::function<std::string(const std::string&)> answer;
    /// What has changed; most servers do not tell.
    std::function<std::string(const std::string&)> changed = [](const std::string&) {
        return iq_error("feature-not-implemented");
    };
    std::vector<std::string> asked_changed;
    xmpp::History history;
    std::optional<CollectionsFetched> fetched;
    std::vector<CollectionsFetched> reports;
    std::size_t bodies_at_report = 0;
    stanza::Context context;
    std::vector<std::string> asked;
    std::size_t most_open = 0;
    bool idle = false;

private:
    struct Open {
        std::string request;
        xmpp::IqAnswer take;
    };
    std::vector<Open> open_;
};

}  // namespace boswell::test
