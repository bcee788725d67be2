// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/contact.hpp"
#include "model/pep.hpp"
#include "model/presence.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What the archive gives back of contacts; see model/record.hpp.
namespace boswell {

/// A version of a contact's vCard, or of the roster's entry for it.
struct VCardVersion {
    Time fetched_at;  ///< first seen like this
    VCard vcard;
    std::string avatar_sha1;
    std::string avatar_mime;
    std::int64_t avatar_bytes = 0;
};
struct RosterVersion {
    Time seen_at;
    RosterItem item;
};

/// A version of a roster entry, as the account's roster had it from then on.
struct RosterRecord {
    Jid account;
    RosterVersion version;
};

/// A version of a vCard with its picture.
struct VCardRecord {
    VCardFetched fetched;  ///< fetched_at: first seen like this
    Time confirmed_at;     ///< last seen like this
};

struct ContactRecord {
    Jid account;
    Jid jid;
    std::string name;                          ///< from the roster
    std::optional<Subscription> subscription;  ///< absent if never in the roster
    std::vector<std::string> groups;
    std::optional<RosterMark> mark;
    std::optional<VCardVersion> vcard;  ///< the latest
    std::int64_t versions = 0;          ///< of the vCard
    std::string person = {};  ///< by the configuration, to whom the contact belongs; never archived
};

/// A version of what a contact publishes at one node (XEP-0163).
struct PepRecord {
    PepEvent event;
    Time confirmed_at;             ///< last seen like this
    std::optional<Avatar> avatar;  ///< the picture that it names (XEP-0084), if it is here
};

/// An identity key that a contact's device has shown (XEP-0384).
struct DeviceKeyRecord {
    Jid account;
    Jid contact;
    PepNode list = PepNode::devices;  ///< of that list's protocol
    std::int64_t device = 0;
    std::string fingerprint;  ///< the key in hex
    Time first_seen;
    Time last_seen;
    bool announced = false;  ///< the device is in the contact's list, and this was its key last
};

/// Who has said that he was a contact under another address (XEP-0283), see MoveClaimed.
struct MoveClaimRecord {
    Jid account;
    Jid contact;  ///< whom he says he was
    Jid claimant;
    Time first_seen;
    Time last_seen;
};

}  // namespace boswell
