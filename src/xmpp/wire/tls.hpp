// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
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
        std::filesystem::path certificate_file;  ///< PEM: ours, with its chain; none if empty
        std::filesystem::path key_file;          ///< PEM, without a passphrase
        friend auto operator<=>(const Options&, const Options&) = default;
    };
    /// Throws Error if one of the files cannot be read, if certificate and key do not belong
    /// together, or if the pin is not 64 hex digits.
    explicit TlsContext(const Options& options);

    ssl_ctx_st* native() const { return context_.get(); }
    const std::string& pin() const { return pin_; }
    /// True if we can show a certificate of our own.
    bool has_certificate() const { return has_certificate_; }

private:
    struct Free {
        void operator()(ssl_ctx_st* context) const;
    };
    std::unique_ptr<ssl_ctx_st, Free> context_;
    std::string pin_;
    bool has_certificate_ = false;
};

}  // namespace boswell::xmpp
