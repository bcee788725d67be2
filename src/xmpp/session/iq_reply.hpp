// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"
#include "xmpp/xml/tag.hpp"

#include <span>
#include <string_view>

namespace boswell::xmpp {

/// What we answer to a request: to a ping, to disco#info and to jabber:iq:version (XEP-0092) a
/// result, to everything else service-unavailable, as RFC 6120 8.2.3 demands. nullptr for what is
/// no request. `features` are told besides those that we always have.
TagPtr reply_to(const stanza::Element& iq, std::span<const std::string_view> features = {});

/// service-unavailable, as the server itself answers for a resource that is not there; nullptr for
/// what is no request.
TagPtr refusal_of(const stanza::Element& iq);

/// An empty result for `iq`.
TagPtr result_for(const stanza::Element& iq);

}  // namespace boswell::xmpp
