// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/translate/archive.hpp"

#include "xmpp/tag.hpp"
#include "xmpp/translate/address.hpp"

#include <algorithm>

namespace boswell::xmpp {

static bool is_result_element(const gloox::Tag* element) {
    return is(*element, "result", ns::archive);
}

bool is_archive_result(const gloox::Tag& message) {
    const auto& children = message.children();
    return std::any_of(children.begin(), children.end(), is_result_element);
}

static ArchiveResult refused(std::string reason) {
    return {.id = {}, .forwarded = {.reason = std::move(reason)}};
}

ArchiveResult unwrap_result(const gloox::Tag& message, const Context& context) {
    if (!context.query) return refused("a result of an archive that was not asked");
    if (sender(message, context.account) != context.query->archive)
        return refused("a result of an archive that the archive itself did not send");
    const auto& children = message.children();
    if (std::count_if(children.begin(), children.end(), is_result_element) != 1)
        return refused("several results of an archive in one message");
    const auto& result = **std::find_if(children.begin(), children.end(), is_result_element);
    if (result.findAttribute("queryid") != context.query->id)
        return refused("a result of an archive to another query");
    const auto& id = result.findAttribute("id");
    if (id.empty()) return refused("a result of an archive without an id");
    return {.id = id, .forwarded = unwrap_forwarded(result, "a result of an archive")};
}

}  // namespace boswell::xmpp
