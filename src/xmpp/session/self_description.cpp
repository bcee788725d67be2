// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/self_description.hpp"

#include "base/base64.hpp"
#include "base/digest.hpp"
#include "model/pep.hpp"
#include "stanza/bookmark.hpp"
#include "stanza/read_mark.hpp"

#include <fmt/format.h>

#include <set>

namespace boswell::xmpp {

static constexpr std::string_view category = "client";
static constexpr std::string_view type = "bot";
static constexpr std::string_view name = "Boswell";
// XEP-0115 4: a URI that tells one program from another.
static constexpr std::string_view caps_node = "urn:boswell";

/// What other clients leave out of their messages to somebody who does not say that he understands
/// it: XHTML-IM (XEP-0071), corrections (0308), retractions (0424), reactions (0444).
static constexpr std::string_view understood[] = {
    "http://jabber.org/protocol/xhtml-im", "urn:xmpp:message-correct:0",
    "urn:xmpp:message-retract:1", "urn:xmpp:reactions:0"};

bool observes_pep(const SessionOptions& options) {
    return options.announce && options.profile->has_pep;
}

std::vector<std::string> own_features(const SessionOptions& options) {
    std::set<std::string> features;
    for (const auto feature : {ns::caps, ns::disco_info, ns::version, ns::ping})
        features.emplace(feature);
    for (const auto feature : options.profile->features) features.emplace(feature);
    if (observes_pep(options)) {
        features.insert(std::begin(understood), std::end(understood));
        for (const auto node : all_pep_nodes)
            features.insert(fmt::format("{}+notify", node_name(node)));
        for (const auto node : {stanza::read_marks_node, stanza::bookmarks_node})
            features.insert(fmt::format("{}+notify", node));
    }
    return {features.begin(), features.end()};
}

void describe_ourselves(gloox::Tag& query, const std::vector<std::string>& features) {
    auto& identity = add_child(query, "identity");
    identity.addAttribute("category", std::string(category));
    identity.addAttribute("type", std::string(type));
    identity.addAttribute("name", std::string(name));
    for (const auto& feature : features) add_child(query, "feature").addAttribute("var", feature);
}

// XEP-0115 5.1. None of what we say has a '<' in it.
std::string caps_hash(const std::vector<std::string>& features) {
    auto text = fmt::format("{}/{}//{}<", category, type, name);
    for (const auto& feature : features) text += feature + '<';
    return encode_base64(sha1(text));
}

TagPtr own_caps(const std::vector<std::string>& features) {
    auto caps = make_tag("c", ns::caps);
    caps->addAttribute("hash", "sha-1");
    caps->addAttribute("node", std::string(caps_node));
    caps->addAttribute("ver", caps_hash(features));
    return caps;
}

}  // namespace boswell::xmpp
