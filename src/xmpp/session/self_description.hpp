// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/session_options.hpp"
#include "xmpp/xml/tag.hpp"

#include <string>
#include <vector>

namespace boswell::xmpp {

/// True if contacts' servers are told that we want to know what their users publish (XEP-0163).
/// They hear of that in our presence, so an account that is not announced gets nothing.
bool observes_pep(const SessionOptions& options);

/// The features that we tell whoever asks (XEP-0030), sorted as XEP-0115 demands.
std::vector<std::string> own_features(const SessionOptions& options);

/// The <query/> that answers a request of disco#info.
void describe_ourselves(gloox::Tag& query, const std::vector<std::string>& features);

/// XEP-0115: the base64 of a SHA-1 of what describe_ourselves() says.
std::string caps_hash(const std::vector<std::string>& features);

/// The <c/> of a presence, by which others know what we can do without asking each time.
TagPtr own_caps(const std::vector<std::string>& features);

}  // namespace boswell::xmpp
