// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"
#include "xmpp/xml/tag.hpp"

#include <string>
#include <vector>

namespace boswell::xmpp {

/// Our answer to a request: a result for a ping, for disco#info and for jabber:iq:version
/// (XEP-0092); service-unavailable for everything else, as RFC 6120 8.2.3 demands. nullptr if the
/// stanza is not a request. `features` are those of own_features().
TagPtr reply_to(const stanza::Element& iq, const std::vector<std::string>& features);

/// service-unavailable, which is also the server's answer for a resource that does not exist;
/// nullptr if the stanza is not a request.
TagPtr refusal_of(const stanza::Element& iq);

/// An empty result for `iq`.
TagPtr result_for(const stanza::Element& iq);

}  // namespace boswell::xmpp
