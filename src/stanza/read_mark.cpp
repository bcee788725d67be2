// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/read_mark.hpp"

#include "stanza/namespaces.hpp"

namespace boswell::stanza {

static constexpr std::size_t longest_id = 512;
static constexpr std::size_t most = 10'000;

static std::optional<ReadMarked> mark_of(const Element& item, const Context& context) {
    const auto with = Jid::parse(item.attribute("id"));
    const auto* displayed = find_child(item, "displayed", read_marks_node);
    const auto* id =
        displayed == nullptr ? nullptr : find_child(*displayed, "stanza-id", ns::stanza_id);
    if (!with || !with->is_bare() || id == nullptr) return std::nullopt;
    const auto text = id->attribute("id");
    const auto by = Jid::parse(id->attribute("by"));
    const bool entitled = by && (*by == context.account || *by == *with);
    if (!entitled || text.empty() || text.size() > longest_id) return std::nullopt;
    return ReadMarked{.account = context.account,
                      .with = *with,
                      .stanza_id = {std::string(text), *by},
                      .stamp = context.now,
                      .seen_at = context.now};
}

std::vector<Event> read_marks(const Element& items, Time stamp, const Context& context) {
    std::vector<Event> marks;
    for (const auto& child : items.children()) {
        if (!is(child, "item", items.xmlns()) || marks.size() == most) continue;
        auto mark = mark_of(child, context);
        if (!mark) continue;
        mark->stamp = stamp;
        marks.emplace_back(*std::move(mark));
    }
    return marks;
}

}  // namespace boswell::stanza
