// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"
#include "xmpp/xml/tag.hpp"

#include <span>
#include <string_view>

namespace boswell::xmpp {

/// Our answer to a request: a result for a ping, for disco#info and for jabber:iq:version
/// (XEP-0092); service-unavailable for everything else, as RFC 6120 8.2.3 demands. nullptr if the
/// stanza is not a request. disco#info gets `features` besides those that we always have.
TagPtr reply_to(const stanza::Element& iq, std::span<const std::string_view> features = {});

/// service-unavailable, which is also the server's answer for a resource that does not exist;
/// nullptr if the stanza is not a request.
TagPtr refusal_of(const stanza::Element& iq);

/// An empty result for `iq`.
TagPtr result_for(const stanza::Element& iq);

}  // namespace boswell::xmpp
