// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/wire/tls.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace boswell::agent {

/// Gives accounts that trust and show the same certificates one TlsContext in common: each holds
/// the system's certificates, which take a megabyte.
class TlsContexts {
public:
    /// Two owners: the account, and the next account that asks, as long as there is one. Throws as
    /// TlsContext does.
    std::shared_ptr<const xmpp::TlsContext> find(const xmpp::TlsContext::Options& options) {
        auto& known = contexts_[options];
        auto context = known.lock();
        if (!context) {
            context = std::make_shared<const xmpp::TlsContext>(options);
            known = context;
        }
        return context;
    }
    /// Later accounts read their CA files anew.
    void forget() { contexts_.clear(); }

private:
    std::map<xmpp::TlsContext::Options, std::weak_ptr<const xmpp::TlsContext>> contexts_;
};

}  // namespace boswell::agent
