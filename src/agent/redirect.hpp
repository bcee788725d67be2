// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boswell::agent {

/// Where a server sends its clients with see-other-host (RFC 6120 4.9.3.19).
struct Redirect {
    std::string host;        ///< a name or an address, without brackets
    std::uint16_t port = 0;  ///< 0: the server did not say
};

/// Reads "host", "host:port", "address", "[v6]" or "[v6]:port"; nullopt for anything else. Before
/// TLS anybody on the way to the server can have sent it.
std::optional<Redirect> parse_redirect(std::string_view text);

/// Follows redirects, but not in circles: at most `most_hops` in a row.
class Redirects {
public:
    static constexpr int most_hops = 5;

    /// To be called after each attempt with the see-other-host that ended it, "" for none. True if
    /// target() is to be tried at once.
    bool follow(std::string_view see_other_host);
    /// Where to connect instead of what the configuration and DNS say; nullopt if nowhere else.
    const std::optional<Redirect>& target() const { return target_; }

private:
    std::optional<Redirect> target_;
    int hops_ = 0;
};

}  // namespace boswell::agent
