// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/iq_reply.hpp"

#include "xmpp/session/self_description.hpp"

namespace boswell::xmpp {

static TagPtr answer(const stanza::Element& iq, const std::string& type) {
    auto reply = make_tag("iq", ns::client);
    reply->addAttribute("type", type);
    reply->addAttribute("id", std::string(iq.attribute("id")));
    if (iq.has_attribute("from")) reply->addAttribute("to", std::string(iq.attribute("from")));
    return reply;
}

TagPtr result_for(const stanza::Element& iq) { return answer(iq, "result"); }

static TagPtr answer_disco(const stanza::Element& iq, const stanza::Element& asked,
                           const std::vector<std::string>& features) {
    auto reply = result_for(iq);
    auto& query = add_child(*reply, "query", ns::disco_info);
    if (asked.has_attribute("node"))
        query.addAttribute("node", std::string(asked.attribute("node")));
    describe_ourselves(query, features);
    return reply;
}

static TagPtr name_ourselves(const stanza::Element& iq) {
    auto reply = result_for(iq);
    auto& query = add_child(*reply, "query", ns::version);
    add_child(query, "name").setCData("Boswell");
    add_child(query, "version").setCData(BOSWELL_VERSION);
    return reply;
}

TagPtr refusal_of(const stanza::Element& iq) {
    const auto type = iq.attribute("type");
    if (type != "get" && type != "set") return nullptr;
    auto reply = answer(iq, "error");
    auto& error = add_child(*reply, "error");
    error.addAttribute("type", "cancel");
    add_child(error, "service-unavailable", ns::stanza_errors);
    return reply;
}

TagPtr reply_to(const stanza::Element& iq, const std::vector<std::string>& features) {
    if (iq.attribute("type") == "get") {
        if (find_child(iq, "ping", ns::ping) != nullptr) return result_for(iq);
        if (find_child(iq, "query", ns::version) != nullptr) return name_ourselves(iq);
        if (const auto* asked = find_child(iq, "query", ns::disco_info))
            return answer_disco(iq, *asked, features);
    }
    return refusal_of(iq);
}

}  // namespace boswell::xmpp
