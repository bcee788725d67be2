// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>

struct ssl_ctx_st;

namespace boswell::xmpp {

/// Trust anchors and protocol versions: an SSL_CTX, shared by all sessions with the same options,
/// since one costs megabytes. TLS 1.2 and 1.3 only; verification cannot be turned off.
class TlsContext {
public:
    struct Options {
        std::filesystem::path ca_file;  ///< PEM, in addition to the system's; none if empty
        std::string
            pin_sha256;  ///< hex SHA-256 of the server's certificate (DER), which is then trusted
                         ///< if it fits and nothing else is; "" for the usual verification
    };
    /// Throws Error if the CA file cannot be read or the pin is not 64 hex digits.
    explicit TlsContext(const Options& options);

    ssl_ctx_st* native() const { return context_.get(); }
    const std::string& pin() const { return pin_; }

private:
    struct Free {
        void operator()(ssl_ctx_st* context) const;
    };
    std::unique_ptr<ssl_ctx_st, Free> context_;
    std::string pin_;
};

}  // namespace boswell::xmpp
