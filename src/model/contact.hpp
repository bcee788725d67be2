// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "model/jid.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boswell {

/// RFC 6121 2.1.2.5.
enum class Subscription { none, to, from, both, remove };
std::string_view to_string(Subscription subscription);
std::optional<Subscription> parse_subscription(std::string_view text);
/// True if the account gets the contact's presence.
constexpr bool gives_presence(Subscription subscription) {
    return subscription == Subscription::to || subscription == Subscription::both;
}

/// google:roster: how a client is to list the contact.
enum class RosterMark { blocked, hidden, pinned };
std::string_view to_string(RosterMark mark);
std::optional<RosterMark> parse_roster_mark(std::string_view text);

/// One entry of the roster. `remove` says that the contact is in it no longer.
struct RosterItem {
    Jid jid;  ///< bare
    std::string name;
    Subscription subscription = Subscription::none;
    bool ask = false;                 ///< our request is pending (RFC 6121 2.1.2.2)
    std::vector<std::string> groups;  ///< sorted
    std::optional<RosterMark> mark;
    friend bool operator==(const RosterItem&, const RosterItem&) = default;
};

/// The server's answer to a roster request (complete), or one push.
struct RosterUpdate {
    Jid account;
    Time seen_at;
    bool complete = false;  ///< contacts that are not among the items are in the roster no longer
    std::vector<RosterItem> items;
};

struct VCardTelephone {
    std::string kind;  ///< "home", "work", "cell", … as given, lower case; "" if none
    std::string number;
    friend bool operator==(const VCardTelephone&, const VCardTelephone&) = default;
};

/// A picture, by value. Kept once, by its SHA-1.
struct Avatar {
    std::string sha1;   ///< hex, of the bytes
    std::string mime;   ///< as claimed; "" if not
    std::string bytes;  ///< at most `largest`; a larger picture is left out
    static constexpr std::size_t largest = 1 << 20;
    friend bool operator==(const Avatar&, const Avatar&) = default;
};

/// XEP-0054, what a person would read of it. The whole element is kept as well.
struct VCard {
    std::string full_name;
    std::string nickname;
    std::string given;
    std::string family;
    std::vector<std::string> emails;
    std::vector<VCardTelephone> telephones;
    std::string organisation;
    std::string title;
    std::string birthday;
    std::string url;
    std::string note;
    std::string photo_url;  ///< PHOTO/EXTVAL; never fetched
    friend bool operator==(const VCard&, const VCard&) = default;
};

/// A postal address, as XEP-0054 divides it.
struct VCardAddress {
    std::string kind;  ///< "home", "work"; "" if none
    std::string po_box;
    std::string extended;
    std::string street;
    std::string locality;
    std::string region;
    std::string code;
    std::string country;
    friend bool operator==(const VCardAddress&, const VCardAddress&) = default;
};

/// What a vCard says beside the fields of VCard. The archive has it only in the whole element.
struct VCardDetails {
    std::string middle;
    std::string prefix;
    std::string suffix;
    std::vector<std::string> units;  ///< of the organisation
    std::string role;
    std::vector<VCardAddress> addresses;
    friend bool operator==(const VCardDetails&, const VCardDetails&) = default;
};

/// A picture that the contact publishes by itself (XEP-0084); its hash was published before.
struct AvatarFetched {
    Jid account;
    Jid contact;  ///< bare
    Avatar avatar;
};

/// A vCard as the server gave it. An empty element (the contact has none) is a version too.
struct VCardFetched {
    Jid account;
    Jid contact;  ///< bare
    Time fetched_at;
    VCard vcard;
    std::optional<Avatar> avatar;
    std::string element;  ///< the original <vCard/> without the photo's bytes
};

}  // namespace boswell
