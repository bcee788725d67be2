// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/page_context.hpp"

#include "base/error.hpp"
#include "base/integer.hpp"
#include "base/printable.hpp"

#include <algorithm>

namespace boswell::web {

Jid PageContext::jid(std::string_view parameter) const {
    const auto text = request.parameter(parameter);
    const auto jid = Jid::parse(text);
    if (!jid) throw UsageError("the address of this page needs a JID as {}", parameter);
    return *jid;
}

std::optional<std::int64_t> PageContext::number(std::string_view parameter) const {
    const auto text = request.parameter(parameter);
    if (text.empty()) return std::nullopt;
    const auto number = parse_integer<std::int64_t>(text, 0);
    if (!number) throw UsageError("{} in the address of this page is no number", parameter);
    return number;
}

std::size_t PageContext::skip() const {
    return static_cast<std::size_t>(std::max<std::int64_t>(0, number("skip").value_or(0)));
}

std::string PageContext::name_of(const Jid& account, const Jid& contact) const {
    auto name = names.of(account, contact);
    return name.empty() ? printable(contact.str()) : name;
}

}  // namespace boswell::web
