// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/delay.hpp"

#include "stanza/element.hpp"
#include "stanza/namespaces.hpp"

namespace boswell::stanza {

// The first Jabber server ran in January 1999.
static constexpr Time oldest_credible{
    std::chrono::sys_days(std::chrono::year(1999) / std::chrono::January / 1)};
static constexpr std::chrono::seconds clock_skew{60};

static std::optional<Delay> parse_delay(const Element& element) {
    const bool legacy = is(element, "x", ns::legacy_delay);
    if (!legacy && !is(element, "delay", ns::delay)) return std::nullopt;
    const auto text = element.attribute("stamp");
    const auto stamp = legacy ? parse_xmpp_stamp(text) : parse_rfc3339(text);
    if (!stamp) return std::nullopt;
    return Delay{.stamp = *stamp, .by = Jid::parse(element.attribute("from")).value_or(Jid())};
}

bool is_own(const Delay& delay, const Jid& account) {
    return delay.by == account.domain() || delay.by.bare() == account;
}

std::optional<Delay> find_delay(const Element& parent, const Jid& account) {
    std::optional<Delay> modern;
    std::optional<Delay> legacy;
    for (const auto& child : parent.children()) {
        auto delay = parse_delay(child);
        if (!delay) continue;
        auto& found = child.xmlns() == ns::delay ? modern : legacy;
        if (!found || (!is_own(*found, account) && is_own(*delay, account))) found = delay;
    }
    return modern ? modern : legacy;
}

Time credible_stamp(const std::optional<Delay>& delay, Time received_at) {
    if (!delay || delay->stamp < oldest_credible) return received_at;
    return delay->stamp > received_at + clock_skew ? received_at : delay->stamp;
}

Time archived_stamp(const Delay& delay, Time received_at) {
    return delay.stamp < oldest_credible ? received_at : delay.stamp;
}

}  // namespace boswell::stanza
