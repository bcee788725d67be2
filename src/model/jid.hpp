// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace boswell {

/// An XMPP address (RFC 7622), prepared: the localpart and the domainpart are case-folded and
/// normalised with the stringprep profiles of RFC 3920 that servers use, so equal addresses are
/// equal values. An empty Jid means "none".
class Jid {
public:
    Jid() = default;

    /// Prepares and checks every part (1 to 1023 bytes each). nullopt if it is no address.
    static std::optional<Jid> parse(std::string_view text);
    /// For what the program itself knows to be an address: the configuration, the archive, tests.
    /// Throws Error.
    static Jid of(std::string_view text);

    const std::string& localpart() const { return localpart_; }
    const std::string& domainpart() const { return domainpart_; }
    const std::string& resourcepart() const { return resourcepart_; }

    bool empty() const { return domainpart_.empty(); }
    bool is_bare() const { return resourcepart_.empty(); }
    Jid bare() const;
    Jid domain() const;
    /// Throws Error if `resourcepart` is none.
    Jid with_resource(std::string_view resourcepart) const;
    /// "localpart@domainpart/resourcepart", parts that are absent left out; "" if empty.
    std::string str() const;

    friend auto operator<=>(const Jid&, const Jid&) = default;

private:
    std::string localpart_;
    std::string domainpart_;
    std::string resourcepart_;
};

}  // namespace boswell
