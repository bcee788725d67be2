// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/presence_request.hpp"

#include "base/error.hpp"
#include "cli/length.hpp"
#include "cli/selection.hpp"
#include "query/person_presence.hpp"
#include "query/sessions.hpp"

#include <algorithm>

namespace boswell::cli {

static constexpr auto usual_length = std::chrono::days(7);

// A period ends now at the latest. What lies ahead is not the same as a time that nobody watched.
static Period period_of(const Context& context, const archive::Selection& selection) {
    const auto now = context.clock.now;
    const auto until = std::min(selection.until.value_or(now), now);
    const auto since = selection.since.value_or(until - usual_length);
    if (since >= until) throw UsageError("--since is in the future");
    return {since, until};
}

static std::optional<CountBy> unit_of(const Arguments& arguments) {
    const auto name = arguments.value("by");
    if (!name) return std::nullopt;
    const auto by = parse_count_by(*name);
    if (by == CountBy::day || by == CountBy::week || by == CountBy::month) return by;
    throw UsageError("--by takes day, week or month, not '{}'", *name);
}

PresenceRequest presence_request(const Context& context) {
    const auto& names = context.arguments.operands();
    PresenceRequest request{.selection = record_filter(context, names),
                            .period = {},
                            .join = length_of(context.arguments, "join", "0s"),
                            .by = unit_of(context.arguments),
                            .each_resource = context.arguments.has("resources"),
                            .named = {}};
    request.period = period_of(context, request.selection);
    request.selection.since = request.period.since;
    request.selection.until = request.period.until;
    for (const auto& name : names)
        request.named.push_back({meant_by(context, name), context.persons.named(name)});
    return request;
}

bool PresenceRequest::Named::means(const Jid& contact) const {
    return std::ranges::find(jids, contact) != jids.end();
}

const query::Person* PresenceRequest::named_person(std::string_view name) const {
    for (const auto& each : named) {
        if (each.person != nullptr && each.person->name == name) return each.person;
    }
    return nullptr;
}

namespace {

/// Takes the contacts as they come out of the archive, and puts the addresses of persons together.
class Contacts {
public:
    using Take = std::function<bool(std::span<const PresenceInterval>)>;

    Contacts(const PresenceRequest& request, const Take& take)
        : request_(request), take_(take), persons_(request.named.size()) {}

    /// False if no more are wanted.
    bool add(const PresenceInterval& interval) {
        // The next contact or resource begins at the beginning of the period again.
        if (!here_.empty() && interval.period.since < here_.back().period.until) finish_contact();
        here_.push_back(interval);
        return wanted_;
    }
    void finish() {
        if (!here_.empty()) finish_contact();
        for (std::size_t i = 0; i < persons_.size(); ++i) {
            if (!persons_[i].empty())
                give(query::person_intervals(*request_.named[i].person, persons_[i]));
        }
    }

private:
    void finish_contact() {
        bool alone = request_.named.empty() || request_.each_resource;
        for (std::size_t i = 0; i < persons_.size() && !request_.each_resource; ++i) {
            const auto& named = request_.named[i];
            if (!named.means(here_.front().contact)) continue;
            if (named.person == nullptr)
                alone = true;
            else
                persons_[i].push_back(here_);
        }
        if (alone) give(here_);
        here_.clear();
    }
    void give(std::vector<PresenceInterval> intervals) {
        if (!wanted_) return;
        if (request_.join.count() > 0) intervals = query::without_flaps(intervals, request_.join);
        wanted_ = take_(intervals);
    }

    const PresenceRequest& request_;
    const Take& take_;
    std::vector<PresenceInterval> here_;     // of the contact that is coming
    std::vector<query::Sightings> persons_;  // by operand
    bool wanted_ = true;
};

}  // namespace

void for_each_contact(const Context& context, const PresenceRequest& request,
                      const std::function<bool(std::span<const PresenceInterval>)>& take) {
    Contacts contacts(request, take);
    const auto add = [&contacts](const PresenceInterval& interval) {
        return contacts.add(interval);
    };
    const auto& archive = *context.archive;
    if (request.each_resource)
        archive.for_each_resource_interval(request.selection, request.period, context.clock.now,
                                           add);
    else
        archive.for_each_interval(request.selection, request.period, context.clock.now, add);
    contacts.finish();
}

}  // namespace boswell::cli
