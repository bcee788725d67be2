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
/// and the number of the message.
class ServerData {
public:
    /// The writer outlives this.
    explicit ServerData(StickyWriter& out);

    /// The messages that come now are of this user. `user` is asked if it is another one than
    /// before.
    void begin_user(const Jid& account, const std::function<ServerUser()>& user);
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
