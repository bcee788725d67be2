// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/collection_fetcher.hpp"

#include "base/log.hpp"

#include <algorithm>

namespace boswell::xmpp {

static constexpr log::Domain domain{"xmpp"};
/// If the requests for this many contacts are refused and none was granted, no other is made.
static constexpr int enough_refusals = 3;
/// By so much the clocks that stamp messages and changes may differ.
static constexpr std::chrono::minutes margin{10};

/// False if an earlier session has fetched less than what is wanted now.
static bool reaches_back(const CollectionsFetched& fetched, const History& history) {
    return !fetched.since || (history.since && *fetched.since <= *history.since);
}

CollectionFetcher::CollectionFetcher(const History& history,
                                     std::optional<CollectionsFetched> fetched,
                                     const stanza::Context& context, Outlet& outlet)
    : history_(history), fetched_(std::move(fetched)), context_(context), outlet_(outlet) {
    if (fetched_ && !reaches_back(*fetched_, history_)) fetched_.reset();
}

void CollectionFetcher::see(const RosterUpdate& update) {
    for (const auto& item : update.items) {
        if (item.subscription != Subscription::remove && item.jid != context_.account)
            contacts_.insert(item.jid);
    }
}

void CollectionFetcher::begin() {
    if (begun_) return;
    begun_ = true;
    began_at_ = now();
    began_ = outlet_.clock();
    lists_all_ = !fetched_;
    ask_list("");
}

// Rounded down to a whole second: a server that counts times from this start must come to the same
// seconds in every fetch.
static std::string to_start(Time time) {
    return to_rfc3339(std::chrono::floor<std::chrono::seconds>(time));
}

// Servers list a collection by the time at which it began. One that lasted for more than a day up
// to the time wanted is missed.
std::optional<Time> CollectionFetcher::start_of_list() const {
    std::optional<Time> start;
    if (history_.since) start = *history_.since - std::chrono::days(1);
    if (!lists_all_)
        start = std::max(start.value_or(Time::min()), fetched_.value().until - overlap);
    return start;
}

static gloox::Tag& add_set(gloox::Tag& parent, int size) {
    auto& set = add_child(parent, "set", ns::result_set);
    add_child(set, "max").setCData(std::to_string(size));
    return set;
}

/// XEP-0136 6.
void CollectionFetcher::ask_list(const std::string& before) {
    auto list = make_tag("list", ns::collections);
    if (const auto start = start_of_list()) list->addAttribute("start", to_start(*start));
    auto& last = add_child(add_set(*list, page_size), "before");
    if (!before.empty()) last.setCData(before);
    outlet_.ask(
        {.type = "get", .to = {}, .payload = std::move(list)},
        [this, first = before.empty()](const stanza::Element* iq) { take_list(iq, first); });
}

void CollectionFetcher::take_list(const stanza::Element* iq, bool first) {
    const auto* list = is_result(iq) ? find_child(*iq, "list", ns::collections) : nullptr;
    if (list != nullptr) {
        const auto* set = find_child(*list, "set", ns::result_set);
        const auto oldest =
            set == nullptr ? std::string_view() : child_text(*set, "first", ns::result_set);
        if (leads_on(add_listed(*list), oldest)) older_than_ = oldest;
    } else {
        missed_ = true;
        changed_after_.reset();
        if (first && iq != nullptr) add_contacts();
    }
    pump();
}

/// A page without a new collection would lead us in circles; unless it is that what is new was
/// listed before, or fetched.
bool CollectionFetcher::leads_on(std::size_t added, std::string_view oldest) {
    if (oldest.empty() || known_.size() >= most_collections) return false;
    if (added > 0) return true;
    return fetched_ && lists_all_ && list_walk_.moves_to(std::string(oldest)) &&
           ++vain_pages_ < most_collections;
}

/// A clock that was set back does not make it a recent one.
bool CollectionFetcher::is_list_old() const {
    const auto& listed_at = fetched_.value().listed_at;
    return !listed_at || *listed_at > now() || now() - *listed_at >= overlap;
}

void CollectionFetcher::list_all() {
    log::info(domain, "{}: the server does not tell which collections have changed; listing all",
              context_.account.str());
    lists_all_ = true;
    ask_list("");
}

/// XEP-0136 9. At the first login it shows whether the server will tell at the next one.
void CollectionFetcher::ask_changed(const std::string& after) {
    auto modified = make_tag("modified", ns::collections);
    modified->addAttribute("start", to_start(fetched_ ? fetched_->until : now()));
    auto& set = add_set(*modified, page_size);
    if (!after.empty()) add_child(set, "after").setCData(after);
    outlet_.ask({.type = "get", .to = {}, .payload = std::move(modified)},
                [this](const stanza::Element* iq) { take_changed(iq); });
}

void CollectionFetcher::take_changed(const stanza::Element* iq) {
    const auto* modified = is_result(iq) ? find_child(*iq, "modified", ns::collections) : nullptr;
    if (modified == nullptr) {
        missed_ = missed_ || tells_changes_;  // they broke off
        const bool refused = iq != nullptr && !tells_changes_;
        return refused && !lists_all_ && is_list_old() ? list_all() : pump();
    }
    tells_changes_ = true;
    const auto* set = find_child(*modified, "set", ns::result_set);
    const std::string last(set == nullptr ? std::string_view()
                                          : child_text(*set, "last", ns::result_set));
    const bool is_new = add_changed(*modified) > 0;
    if (is_new && !last.empty() && known_.size() < most_collections) changed_after_ = last;
    pump();
}

std::size_t CollectionFetcher::add_changed(const stanza::Element& modified) {
    std::size_t added = 0;
    for (const auto& changed : modified.children()) {
        if (!is(changed, "changed", ns::collections)) continue;
        const std::string with(changed.attribute("with"));
        const std::string start(changed.attribute("start"));
        if (!parse_xmpp_stamp(start) || !changed_.emplace(with, start).second) continue;
        ++added;
        if (known_.size() < most_collections && known_.emplace(with, start).second)
            add_job(with, start, true);
    }
    return added;
}

std::size_t CollectionFetcher::add_listed(const stanza::Element& list) {
    const auto known = known_.size();
    std::vector<std::pair<std::string, std::string>> page;
    for (const auto& chat : list.children()) {
        if (is(chat, "chat", ns::collections))
            page.emplace_back(chat.attribute("with"), chat.attribute("start"));
    }
    const auto newer = [](const auto& a, const auto& b) {
        return parse_xmpp_stamp(a.second) > parse_xmpp_stamp(b.second);
    };
    std::stable_sort(page.begin(), page.end(), newer);
    for (const auto& [with, start] : page) {
        const auto began = parse_xmpp_stamp(start);
        if (!began || known_.size() == most_collections) continue;
        if (!known_.emplace(with, start).second) continue;
        newest_ = std::max(newest_.value_or(*began), *began);
        add_job(with, start, true);
    }
    return known_.size() - known;
}

void CollectionFetcher::add_contacts() {
    log::info(domain, "{}: the server lists no collections; asking for the last {} messages of {}",
              context_.account.str(), last_messages, contacts_.size());
    std::size_t count = 0;
    for (const auto& contact : contacts_) {
        if (++count > most_collections) break;
        add_job(contact.str(), to_start(history_.since.value_or(Time())), false);
    }
}

void CollectionFetcher::add_job(const std::string& with, const std::string& start, bool whole) {
    auto jid = Jid::parse(with);
    if (!jid) return;
    waiting_.push_back({.with = with,
                        .start = start,
                        .whole = whole,
                        .reader = stanza::CollectionReader(*std::move(jid))});
}

/// Asks for the next collections; when there are no more, for a list of older ones.
void CollectionFetcher::pump() {
    while (!waiting_.empty() && in_flight_.size() < most_in_flight) {
        const auto number = next_number_++;
        const auto [job, _] = in_flight_.emplace(number, std::move(waiting_.front()));
        waiting_.pop_front();
        retrieve(number, job->second);
    }
    if (!waiting_.empty() || !in_flight_.empty()) return;
    if (older_than_) return ask_list(*std::exchange(older_than_, std::nullopt));
    if (changed_after_) return ask_changed(*std::exchange(changed_after_, std::nullopt));
    finish();
}

// A collection that has not come, or was beyond a limit, is listed again at the next login, and so
// are all later ones. A server whose clock is ahead must not make us pass over what began
// meanwhile.
void CollectionFetcher::finish() {
    if (missed_ || !newest_ || known_.size() == most_collections) return;
    outlet_.emit(CollectionsFetched{.account = context_.account,
                                    .since = fetched_ ? fetched_->since : history_.since,
                                    .until = fetched_until(),
                                    .listed_at = lists_all_ ? began_at_ : fetched_->listed_at});
}

/// Until when the server has told all changes: the time of its latest message, less the time that
/// the fetch took, because a collection may have gone on behind our back.
std::optional<Time> CollectionFetcher::told_until() const {
    std::optional<Time> latest;
    for (const auto& [start, last] : spans_) latest = std::max(latest.value_or(last), last);
    if (!latest) return std::nullopt;
    using std::chrono::duration_cast;
    const auto steady = duration_cast<milliseconds>(outlet_.clock() - began_);
    const auto took = std::max<milliseconds>({steady, now() - began_at_, milliseconds(0)});
    return std::min(*latest, now()) - took - margin;
}

Time CollectionFetcher::fetched_until() const {
    auto until = std::min(*newest_, now());
    if (fetched_) until = std::max(until, fetched_->until);
    if (tells_changes_) return std::max(until, told_until().value_or(until));
    const auto lately = until - overlap;
    for (const auto& [start, latest] : spans_) {
        if (start < lately && latest >= lately) until = std::min(until, start + overlap);
    }
    return until;
}

/// XEP-0136 7.
void CollectionFetcher::retrieve(std::uint64_t number, Job& job) {
    ++job.pages;
    auto request = make_tag("retrieve", ns::collections);
    request->addAttribute("with", job.with);
    request->addAttribute("start", job.start);
    auto& set = add_set(*request, job.whole ? page_size : last_messages);
    if (!job.after.empty()) add_child(set, "after").setCData(job.after);
    outlet_.ask({.type = "get", .to = {}, .payload = std::move(request)},
                [this, number](const stanza::Element* iq) { take(number, iq); });
}

void CollectionFetcher::take(std::uint64_t number, const stanza::Element* iq) {
    const auto found = in_flight_.find(number);
    bool more = false;
    if (is_result(iq)) {
        granted_ = true;
        more = take_page(*iq, found->second);
    } else {
        missed_ = missed_ || iq == nullptr || error_condition(*iq) != "item-not-found";
        if (iq != nullptr) note_refusal(*iq);
    }
    if (more) return retrieve(number, found->second);
    note_end(found->second);
    in_flight_.erase(found);
    pump();
}

/// True if the collection goes on after this page.
bool CollectionFetcher::take_page(const stanza::Element& iq, Job& job) {
    const auto* chat = find_child(iq, "chat", ns::collections);
    if (chat == nullptr) return false;
    const auto* set = find_child(*chat, "set", ns::result_set);
    const std::string last(set == nullptr ? std::string_view()
                                          : child_text(*set, "last", ns::result_set));
    // COMPAT: Microsoft's servers ignore <after/> and send the same page again. Its times would
    // then be counted from its own end.
    if (job.pages > 1 && (last.empty() || !job.walk.moves_to(last))) return false;
    if (job.pages == 1) job.walk.start_at(last);
    auto events = job.reader.read(*chat, context_);
    for (const auto& event : events) {
        if (const auto* message = std::get_if<Message>(&event))
            job.latest = std::max(job.latest.value_or(message->stamp), message->stamp);
    }
    emit(std::move(events));
    job.after = last;
    if (!job.whole || last.empty()) return false;
    missed_ = missed_ || job.pages == most_pages;
    if (job.pages == most_pages)
        log::warning(domain, "{}: more than {} pages of the collection of {} are not fetched",
                     context_.account.str(), most_pages, job.with);
    return job.pages < most_pages;
}

void CollectionFetcher::note_end(const Job& job) {
    const auto start = parse_xmpp_stamp(job.start);
    if (job.whole && start && job.latest) spans_.emplace_back(*start, *job.latest);
}

void CollectionFetcher::emit(std::vector<Event> events) {
    for (auto& event : events) {
        const auto* message = std::get_if<Message>(&event);
        const bool too_old =
            message != nullptr && history_.since && message->stamp < *history_.since;
        if (!too_old) outlet_.emit(std::move(event));
    }
}

void CollectionFetcher::note_refusal(const stanza::Element& iq) {
    if (granted_ || error_condition(iq) == "item-not-found") return;
    if (++refused_ < enough_refusals || waiting_.empty()) return;
    waiting_.clear();
    log::warning(domain, "{}: the server gives nothing of its archive (XEP-0136): {}",
                 context_.account.str(), error_condition(iq));
}

}  // namespace boswell::xmpp
