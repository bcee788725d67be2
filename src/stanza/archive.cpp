// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/archive.hpp"

#include "stanza/address.hpp"
#include "stanza/element.hpp"
#include "stanza/namespaces.hpp"

#include <algorithm>

namespace boswell::stanza {

static bool is_result_element(const Element& element) { return is(element, "result", ns::archive); }

bool is_archive_result(const Element& message) {
    const auto children = message.children();
    return std::any_of(children.begin(), children.end(), is_result_element);
}

static ArchiveResult refused(std::string reason) {
    return {.archived = {}, .forwarded = {.reason = std::move(reason)}};
}

ArchiveResult unwrap_result(const Element& message, const Context& context) {
    if (context.queries.empty()) return refused("a result of an archive that was not asked");
    const auto archive = sender(message, context.account);
    const auto query = archive ? context.queries.find(*archive) : context.queries.end();
    if (query == context.queries.end())
        return refused("a result of an archive that the archive itself did not send");
    const auto children = message.children();
    if (std::count_if(children.begin(), children.end(), is_result_element) != 1)
        return refused("several results of an archive in one message");
    const auto& result = *std::find_if(children.begin(), children.end(), is_result_element);
    if (result.attribute("queryid") != query->second.id)
        return refused("a result of an archive to another query");
    const auto id = result.attribute("id");
    if (id.empty()) return refused("a result of an archive without an id");
    return {.archived = StanzaId{.id = std::string(id), .by = *archive},
            .forwarded = unwrap_forwarded(result, "a result of an archive")};
}

}  // namespace boswell::stanza
