// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace boswell::xmpp {

enum class ScramHash { sha1, sha256, sha512 };

/// Password, salt and number of iterations.
struct ScramSecret {
    const std::string& password;
    const std::string& salt;
    unsigned iterations;
};

struct ScramProofs {
    std::string client_proof;
    std::string server_signature;
};

/// RFC 5802 3.
ScramProofs scram_proofs(ScramHash hash, const ScramSecret& secret, std::string_view auth_message);

/// RFC 4013, by libgsasl. Throws Error, which does not contain the text, if the text has characters
/// that are not allowed.
std::string saslprep(const std::string& text);

bool equal_in_constant_time(std::string_view a, std::string_view b);

/// Overwrites the text, then empties it.
void wipe(std::string& secret);

}  // namespace boswell::xmpp
