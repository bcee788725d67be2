// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "model/jid.hpp"
#include "model/pep.hpp"
#include "xmpp/bundle_schedule.hpp"
#include "xmpp/pep_request.hpp"
#include "xmpp/request_queue.hpp"

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace boswell::xmpp {

/// Decides what to ask for that no server has told by itself, and is polite: a few requests at a
/// time; the nodes of a contact once after login, and what is published at each, unless it was seen
/// within some hours; a picture once; the keys of devices as BundleSchedule says. A contact who
/// announces new pictures all the time is not asked all the time. Belongs to the account and
/// outlives its sessions. Pure.
class PepSchedule {
public:
    static constexpr std::size_t max_in_flight = 3;
    static constexpr std::chrono::hours fresh_for{6};
    static constexpr std::size_t avatars_at_once = 3;
    static constexpr std::chrono::minutes avatar_time{10};
    /// A roster without end must not take memory without end.
    static constexpr std::size_t max_contacts = 20'000;
    static constexpr std::size_t max_avatars = 100'000;

    // What is known of earlier times. To be called before want().
    void recall_nodes(const Jid& contact, Time asked_at);
    void recall_item(const Jid& contact, PepNode node, Time seen_at);
    void recall_keys(const Jid& contact, PepNode list, const std::string& device, Time fetched_at);
    void recall_avatar(const std::string& sha1);
    /// What was published last. The keys and the picture that it names are wanted, unless they were
    /// recalled: whoever fetched them may have ended before they came.
    void recall_published(const PepEvent& event, Time now);

    /// A contact whose presence the account gets, or the account itself.
    void want(const Jid& contact, Time now);
    /// What the contact publishes at that node is wanted now, whatever was seen there before.
    void want_item(const Jid& contact, PepNode node);
    /// What is published was told or fetched: it need not be asked for, but what it names may be.
    void see(const PepEvent& event);
    /// The next request to send, or nothing for now.
    std::optional<PepRequest> next(Time now);

    /// The contact has these nodes, as far as it lets us know.
    void has_nodes(const Jid& contact, const std::set<PepNode>& nodes, Time now);
    /// The answer came; `found` says whether it had what was asked for.
    enum class Found { yes, no };
    void answered(const PepRequest& request, Found found, Time now);
    /// No answer came. The request is not repeated before the next login, but for keys.
    void failed(const PepRequest& request, Time now);
    /// The connection is gone, and so are the requests in flight: they are wanted again.
    void reset();
    /// True if no request is in flight, and only such wait as are made now and then.
    bool idle() const { return queue_.idle(); }

private:
    struct Contact {
        std::optional<Time> asked_at;   ///< which nodes he has
        std::map<PepNode, Time> items;  ///< when they were last seen
        std::string avatar;             ///< wanted, "" if none is
        RateLimit avatars{avatars_at_once, avatar_time};
    };
    void see_avatar(const PepEvent& event, Contact& contact);
    void enqueue_avatars(Time now);
    bool is_fresh(const PepRequest& request, Time now) const;

    std::map<Jid, Contact> contacts_;
    std::set<std::string> avatars_;   // that need not be fetched
    std::set<Jid> avatar_wanted_by_;  // contacts with an `avatar`
    RequestQueue<PepRequest> queue_{max_in_flight};
    BundleSchedule bundles_;
};

}  // namespace boswell::xmpp
