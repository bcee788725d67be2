// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/histories/named_events.hpp"

namespace boswell::formats {

std::optional<Jid> NamedEvents::find_contact(const std::set<std::string>& names) {
    std::string others;
    std::optional<Jid> contact;
    std::size_t count = 0;
    for (const auto& name : names) {
        if (is_own_name(name)) continue;
        ++count;
        contact = contact_named(name);
        others += fmt::format("{}'{}'", others.empty() ? "" : ", ", name);
    }
    if (count == 1 && contact) return contact;
    if (count == names.size() && !names.empty())
        remark(fmt::format("has a conversation of {}: which of them are you? Say it with --me NAME",
                           others));
    else if (count == 1)
        remark(fmt::format("has a conversation with {}: say who that is with --contact NAME=JID",
                           others));
    else
        remark(fmt::format("has a conversation with {}, several people, which is not imported",
                           others.empty() ? "nobody" : others));
    return std::nullopt;
}

std::string text_in(const Json& object, const char* name) {
    if (!object.is_object()) return {};
    const auto found = object.find(name);
    return found == object.end() || !found->is_string() ? std::string() : found->get<std::string>();
}

const Json* inner(const Json& object, const char* name) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(name);
    return found == object.end() || !found->is_structured() ? nullptr : &*found;
}

}  // namespace boswell::formats
