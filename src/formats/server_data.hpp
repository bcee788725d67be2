// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "formats/sticky_writer.hpp"
#include "model/record.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boswell::formats {

/// The namespace of <contact/>, in which boswell writes the vCard of a contact: XEP-0227 has room
/// for the user's own one only, and whoever reads it ignores elements of other namespaces.
inline constexpr std::string_view contact_namespace = "https://boswell.invalid/contact";

/// What is known of a user beside the messages.
struct ServerUser {
    std::vector<ContactRecord> contacts;
    std::optional<VCardFetched> vcard;  ///< the user's own
};

/// Writes <server-data/> (XEP-0227 1.1): of each user a roster (RFC 6121), the own vCard (XEP-0054)
/// and an archive (XEP-0313), without passwords.
///
/// Each message is the stanza that came, or one composed of what is known of it, with the id that
/// an archive gave it, if that is known (XEP-0359), beside it. The id of the result is "boswell-"
/// and the number of the message. The vCards of contacts stand before the archive, each in a
/// <contact/> of boswell's own with the contact's `jid` and, in `since`, when it was first seen.
class ServerData {
public:
    /// The writer outlives this.
    explicit ServerData(StickyWriter& out);

    /// The messages that come now are of this user. `user` is asked if it is another one than
    /// before.
    void begin_user(const Jid& account, const std::function<ServerUser()>& user);
    /// Before the messages of the user.
    void add(const VCardRecord& vcard);
    /// Oldest first.
    void add(const MessageRecord& message);
    void finish();

private:
    void put(std::string_view name, std::string_view attribute, std::string_view value);
    void write_roster(const std::vector<ContactRecord>& contacts);
    void end_archive();
    void end_user();
    void end_host();

    StickyWriter& out_;
    std::string host_;
    Jid user_;
    bool in_archive_ = false;
};

}  // namespace boswell::formats
