// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "model/jid.hpp"
#include "model/pep.hpp"
#include "xmpp/request_queue.hpp"

#include <chrono>
#include <compare>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace boswell::xmpp {

/// What somebody is asked for (XEP-0163).
struct PepRequest {
    enum class Kind {
        nodes,   ///< which nodes he has
        item,    ///< what is published at a node
        avatar,  ///< XEP-0084: the picture itself, by its SHA-1
        bundle   ///< XEP-0384: the keys of a device
    };
    Jid contact;
    Kind kind = Kind::nodes;
    PepNode node = PepNode::avatar;  ///< of a bundle: the list that has the device
    std::string id = {};             ///< of the picture or the device
    friend auto operator<=>(const PepRequest&, const PepRequest&) = default;
};

/// Decides what to ask for that no server has told by itself, and is polite: a few requests at a
/// time; the nodes of a contact once after login, and what is published at each, unless it was seen
/// within some hours; the keys of a device once a month; a picture once. A contact who announces
/// new devices or pictures all the time is not asked all the time. Belongs to the account and
/// outlives its sessions. Pure.
class PepSchedule {
public:
    static constexpr std::size_t max_in_flight = 3;
    static constexpr std::chrono::hours fresh_for{6};
    static constexpr std::chrono::days keys_fresh_for{30};
    static constexpr std::chrono::days keys_missing_for{1};
    static constexpr std::size_t bundles_per_minute = 30;
    static constexpr std::size_t bundles_per_day = 200;  ///< of one contact
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
    /// No answer came. The request is not repeated before the next login.
    void failed(const PepRequest& request);
    /// The connection is gone, and so are the requests in flight: they are wanted again.
    void reset();
    /// True if no request is in flight, and only such wait as are made now and then.
    bool idle() const { return queue_.idle(); }

private:
    using Device = std::pair<PepNode, std::string>;
    struct Contact {
        std::optional<Time> asked_at;       ///< which nodes he has
        std::map<PepNode, Time> items;      ///< when they were last seen
        std::map<Device, Time> keys_until;  ///< until when they need not be fetched again
        RateLimit bundles{bundles_per_day, std::chrono::days(1)};
        std::string avatar;  ///< wanted, "" if none is
        RateLimit avatars{avatars_at_once, avatar_time};
    };
    void see_devices(const PepEvent& event, Contact& contact);
    void see_avatar(const PepEvent& event, Contact& contact);
    void enqueue_avatars(Time now);
    std::optional<PepRequest> next_bundle(Time now);
    bool is_fresh(const PepRequest& request, Time now) const;

    std::map<Jid, Contact> contacts_;
    std::set<std::string> avatars_;   // that need not be fetched
    std::set<Jid> avatar_wanted_by_;  // contacts with an `avatar`
    RequestQueue<PepRequest> queue_{max_in_flight};
    RequestQueue<PepRequest> bundles_{max_in_flight};
    RateLimit bundle_rate_{bundles_per_minute, std::chrono::minutes(1)};
};

}  // namespace boswell::xmpp
