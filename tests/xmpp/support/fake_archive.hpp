// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fake_outlet.hpp"
#include "stanza/translate.hpp"
#include "xmpp/session/archive_fetcher.hpp"

#include <fmt/format.h>

#include <functional>
#include <numeric>
#include <set>
#include <string>
#include <vector>

namespace boswell::test {

inline std::vector<int> range(int from, int to) {
    std::vector<int> numbers(static_cast<std::size_t>(to - from + 1));
    std::iota(numbers.begin(), numbers.end(), from);
    return numbers;
}

/// The archive of alice@example.org, one message an hour from 2026-11-01 on, and what a fetcher
/// makes of it. Message n has the id "m<n>" and that as its body.
class FakeArchive : public FakeOutlet {
public:
    struct Query {
        std::string id;
        std::string after;
        std::string before;  ///< "-" for the newest
        std::string start;
        std::string end;
        int max = 0;
    };

    explicit FakeArchive(int messages) : newest(messages) {
        context.account = Jid::of("alice@example.org");
        context.now = time_of(1'000);
    }

    static Time time_of(int message) {
        return parse_rfc3339("2026-11-01T00:00:00Z").value() + std::chrono::hours(message);
    }
    static ArchiveProgress held(int oldest_message, int newest_message) {
        return {.account = Jid::of("alice@example.org"),
                .archive = Jid::of("alice@example.org"),
                .oldest_id = fmt::format("m{}", oldest_message),
                .newest_id = fmt::format("m{}", newest_message),
                .oldest = time_of(oldest_message),
                .newest = time_of(newest_message),
                .complete = oldest_message == 1,
                .caught_up = false,
                .at = time_of(newest_message)};
    }

    /// One session: what it asks is answered until it asks no more, or has asked `most` times.
    void fetch(std::optional<ArchiveProgress> progress, xmpp::History history = {},
               int most = 1'000) {
        xmpp::ArchiveFetcher fetcher(
            {.archive = context.account, .history = history, .progress = std::move(progress)},
            context, *this);
        fetching = &fetcher;
        fetcher.begin({});
        serve(most);
        idle = fetcher.idle();
        open_.reset();
        context.queries.clear();
    }

    /// Answers what is asked, and then what is asked for the answer.
    void serve(int most = 1'000) {
        while (open_ && most-- > 0) {
            auto open = std::move(*open_);
            open_.reset();
            queries.push_back(open.query);
            const auto reply = answer(open.query);
            if (broke) return;
            give(open.answer, reply);
        }
    }

    void forget_open_page() { open_.reset(); }
    void ask(xmpp::IqRequest request, xmpp::IqAnswer iq_answer) override {
        if (request.payload->name() == "ping")
            return give(iq_answer, answers_pings ? iq_result() : "");
        open_ = Open{.query = read(*request.payload), .answer = std::move(iq_answer)};
    }

    /// A result as the account's server sends it.
    static std::string result(const std::string& query, int message) {
        return fmt::format(
            "<message from='alice@example.org' to='alice@example.org/boswell'><result "
            "xmlns='urn:xmpp:mam:2' queryid='{}' id='m{}'><forwarded xmlns='urn:xmpp:forward:0'>"
            "<delay xmlns='urn:xmpp:delay' stamp='{}'/><message xmlns='jabber:client' "
            "from='bob@example.net/x' to='alice@example.org' type='chat'><body>m{}</body>"
            "</message></forwarded></result></message>",
            query, message, to_rfc3339(time_of(message)), message);
    }
    void deliver(const std::string& bytes) {
        const auto document = stanza::parse(bytes);
        fetching->see(document->root());
        for (auto& event : stanza::translate(document->root(), bytes, context))
            emit(std::move(event));
    }
    static std::string fin(bool complete, const std::string& set) {
        return iq_result(fmt::format("<fin xmlns='urn:xmpp:mam:2'{}>{}</fin>",
                                     complete ? " complete='true'" : "", set));
    }
    static std::string set(const std::string& first, const std::string& last) {
        return fmt::format(
            "<set xmlns='http://jabber.org/protocol/rsm'><first index='0'>{}</first>"
            "<last>{}</last></set>",
            first, last);
    }

    /// The results of a well-behaved server, and what it answers.
    std::string answer_well(const Query& query) {
        int from = oldest;
        int to = newest;
        while (!query.start.empty() && from <= to && to_rfc3339(time_of(from)) < query.start)
            ++from;
        while (heeds_times && !query.end.empty() && from <= to &&
               to_rfc3339(time_of(to)) > query.end)
            --to;
        const auto place = [&](const std::string& id) { return std::stoi(id.substr(1)); };
        for (const auto& id : {query.after, query.before}) {
            if (!id.empty() && id != "-" && (place(id) < oldest || place(id) > newest))
                return iq_error("item-not-found");
        }
        if (!query.after.empty()) from = std::max(from, place(query.after) + 1);
        if (!query.before.empty() && query.before != "-")
            to = std::min(to, place(query.before) - 1);
        const int count = std::min(query.max, largest_page);
        const bool complete = to - from + 1 <= count;
        if (!complete && query.before.empty()) to = from + count - 1;
        if (!complete && !query.before.empty()) from = to - count + 1;
        if (from > to) return fin(true, "<set xmlns='http://jabber.org/protocol/rsm'/>");
        if (is_mute && bad.lower_bound(from) != bad.upper_bound(to)) {
            broke = true;
            return {};
        }
        for (int message = from; message <= to; ++message) {
            if ((broke = bad.contains(message))) return {};
            deliver(result(query.id, message));
        }
        return fin(complete, set(fmt::format("m{}", from), fmt::format("m{}", to)));
    }

    /// Which messages came, in the order they came in.
    std::vector<int> fetched() const {
        std::vector<int> found;
        for (const auto& message : all<Message>())
            found.push_back(std::stoi(message.stanza_id.value().id.substr(1)));
        return found;
    }

    int oldest = 1;
    int newest;
    int largest_page = 100;
    std::set<int> bad;  ///< messages that break the stream when they are sent
    bool broke = false;
    bool heeds_times = true;
    bool is_mute = false;  ///< of a page with such a message it sends nothing at all
    bool answers_pings = false;
    /// "" for no answer in time.
    std::function<std::string(const Query&)> answer = [this](const Query& query) {
        return answer_well(query);
    };
    stanza::Context context;
    xmpp::ArchiveFetcher* fetching = nullptr;
    std::vector<Query> queries;
    bool idle = false;

private:
    struct Open {
        Query query;
        xmpp::IqAnswer answer;
    };

    static Query read(const gloox::Tag& payload) {
        Query query{.id = payload.findAttribute("queryid")};
        const auto* rsm = payload.findChild("set");
        query.max = std::stoi(rsm->findChild("max")->cdata());
        if (const auto* after = rsm->findChild("after")) query.after = after->cdata();
        if (const auto* before = rsm->findChild("before"))
            query.before = before->cdata().empty() ? "-" : before->cdata();
        if (const auto* form = payload.findChild("x")) {
            if (const auto* start = form->findChild("field", "var", "start"))
                query.start = start->findChild("value")->cdata();
            if (const auto* end = form->findChild("field", "var", "end"))
                query.end = end->findChild("value")->cdata();
        }
        return query;
    }

    std::optional<Open> open_;
};

}  // namespace boswell::test
