// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace boswell::agent {

/// Fields of application/x-www-form-urlencoded, not yet encoded.
using Form = std::vector<std::pair<std::string, std::string>>;

struct HttpOptions {
    std::filesystem::path ca_file;  ///< PEM, in addition to the system's; none if empty
    std::chrono::milliseconds connect_timeout{10'000};
    std::chrono::milliseconds timeout{30'000};  ///< for the whole request
    std::size_t most_bytes = 65'536;            ///< of the answer's body
};

struct HttpAnswer {
    long status = 0;
    std::string body;
};

/// Throws Error that says why, unless secrets may be sent to that URL: https, or http to this
/// machine itself (localhost, 127.0.0.0/8, ::1); no user, no password, no fragment (RFC 6749 3.2).
void require_endpoint(const std::string& url);

/// The URL without its query, which may be a secret, so that it can be shown.
std::string printable_endpoint(const std::string& url);

/// Sends the form by POST and returns the answer, whatever its status. The server's certificate is
/// always verified; a redirect is an answer like any other and not followed; no proxy is used, no
/// cookie kept. Blocks until there is an answer, a limit is reached or `stop` is requested, which
/// it heeds at once: call it on a worker, from as many threads as you like. The program must
/// ignore SIGPIPE.
///
/// Throws NetworkError that names the endpoint if there is no answer in time or the answer is
/// larger than most_bytes, and Error for a URL that require_endpoint() refuses or a CA file that
/// cannot be read. No message contains anything of the form.
HttpAnswer post_form(const std::string& url, const Form& form, const HttpOptions& options,
                     const std::stop_token& stop);

}  // namespace boswell::agent
