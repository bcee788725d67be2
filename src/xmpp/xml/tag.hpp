// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/namespaces.hpp"

#include <gloox/tag.h>

#include <memory>
#include <string>
#include <string_view>

/// Elements for what we send: gloox owns and writes them.
namespace boswell::xmpp {

namespace ns = stanza::ns;

using TagPtr = std::unique_ptr<gloox::Tag>;

TagPtr make_tag(std::string_view name, std::string_view xmlns);
/// Adds an empty child and returns it; `parent` owns it.
gloox::Tag& add_child(gloox::Tag& parent, std::string_view name, std::string_view xmlns = {});

}  // namespace boswell::xmpp
