// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/request.hpp"
#include "web/response.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace boswell::web {

/// Who may see the archive: the browser whose user has opened the address with the one-time key.
///
/// Other users of the machine can connect, and pages of other sites can make the browser ask; so
/// each request must name our host (against DNS rebinding), come from our own pages if it says
/// from where, and bring the cookie that the key was changed for. The host is a name of its own,
/// because browsers keep cookies by name and not by port.
class Guard {
public:
    /// `host` is what browsers send as Host: the name, and the port unless it is 80. `tell` gets
    /// the address with the key that is valid now: at once, and whenever one was spent.
    Guard(std::string host, std::function<void(const std::string& address)> tell);

    /// Nothing if the request may see the archive, else what is answered.
    std::optional<Response> check(const Request& request);

private:
    void make_key();
    Response spend(const Request& request);
    Response form(std::string_view key) const;
    bool has_session(const Request& request) const;

    std::string host_;
    std::function<void(const std::string&)> tell_;
    std::string key_;
    std::vector<std::string> sessions_;  // the latest browsers, each by its token
};

}  // namespace boswell::web
