// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/tls.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace boswell::agent {

/// One TlsContext for all accounts that trust the same: it holds the system's certificates, which
/// take a megabyte.
class TlsContexts {
public:
    /// Two owners: the account, and the next account that asks, as long as there is one. Throws
    /// Error if the CA file cannot be read or the pin is none.
    std::shared_ptr<const xmpp::TlsContext> find(const std::filesystem::path& ca_file,
                                                 const std::string& pin_sha256) {
        auto& known = contexts_[{ca_file, pin_sha256}];
        auto context = known.lock();
        if (!context) {
            const xmpp::TlsContext::Options options{ca_file, pin_sha256};
            context = std::make_shared<const xmpp::TlsContext>(options);
            known = context;
        }
        return context;
    }
    /// Later accounts read their CA files anew.
    void forget() { contexts_.clear(); }

private:
    using Trust = std::pair<std::filesystem::path, std::string>;
    std::map<Trust, std::weak_ptr<const xmpp::TlsContext>> contexts_;
};

}  // namespace boswell::agent
