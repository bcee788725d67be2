// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jid.hpp"
#include "model/pep.hpp"

#include <compare>
#include <string>

namespace boswell::xmpp {

/// What somebody is asked for (XEP-0163).
struct PepRequest {
    enum class Kind {
        nodes,   ///< which nodes he has
        item,    ///< what is published at a node
        avatar,  ///< XEP-0084: the picture itself, by its SHA-1
        bundle   ///< XEP-0384: the keys of a device
    };
    Jid contact;
    Kind kind = Kind::nodes;
    PepNode node = PepNode::avatar;  ///< of a bundle: the list that has the device
    std::string id = {};             ///< of the picture or the device
    friend auto operator<=>(const PepRequest&, const PepRequest&) = default;
};

}  // namespace boswell::xmpp
