// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/selection.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <exception>

namespace boswell::cli {

static Period period_of(const Context& context, std::string_view option, const std::string& text) {
    try {
        return query::parse_time(text, context.clock);
    } catch (const UsageError&) {
        std::throw_with_nested(UsageError("--{}", option));
    }
}

query::Stamp stamp_filter(const Context& context) {
    query::Stamp stamp;
    if (const auto text = context.arguments.value("since")) {
        stamp.since = period_of(context, "since", *text).since;
    }
    if (const auto text = context.arguments.value("until")) {
        stamp.until = period_of(context, "until", *text).until;
    }
    if (stamp.since && stamp.until && *stamp.since >= *stamp.until) {
        throw UsageError("--until is before --since");
    }
    return stamp;
}

static query::Expression any_field(query::Field field, const std::vector<std::string>& values) {
    std::vector<query::Expression> parts;
    parts.reserve(values.size());
    for (const auto& value : values) parts.push_back(query::field(field, value));
    return query::any_of(std::move(parts));
}

query::Expression message_filter(const Context& context, const std::string& query_text) {
    std::vector<query::Expression> parts;
    parts.push_back(query::parse(query_text, context.clock));
    for (const auto& hint : query::hints(query_text)) complain(hint);
    const auto with = context.arguments.values("with");
    const auto accounts = context.arguments.values("account");
    if (!with.empty()) parts.push_back(any_field(query::Field::with, with));
    if (!accounts.empty()) parts.push_back(any_field(query::Field::account, accounts));
    const auto stamp = stamp_filter(context);
    if (stamp.since || stamp.until) parts.push_back(query::during(stamp.since, stamp.until));
    return query::with_persons(query::all_of(std::move(parts)), context.persons);
}

std::vector<Jid> meant_by(const Context& context, const std::string& name) {
    if (const auto* person = context.persons.named(name)) return person->jids;
    auto found = context.archive->find_contacts(name);
    const auto jid = Jid::parse(name);
    // Anybody may call himself like somebody else's address.
    if (jid && std::ranges::find(found, *jid) != found.end()) return {*jid};
    if (!found.empty()) return found;
    // Messages may be kept of someone who never was a contact.
    if (jid && name.find('@') != std::string::npos) return {jid->bare()};
    return {};
}

archive::Selection record_filter(const Context& context, const std::vector<std::string>& names) {
    archive::Selection selection;
    for (const auto& account : context.arguments.values("account")) {
        const auto meant = context.archive->find_accounts(account);
        selection.accounts.insert(selection.accounts.end(), meant.begin(), meant.end());
    }
    for (const auto& name : names) {
        const auto meant = meant_by(context, name);
        if (meant.empty()) {
            throw UsageError("there is no contact '{}'; 'boswell contacts' lists them", name);
        }
        selection.contacts.insert(selection.contacts.end(), meant.begin(), meant.end());
    }
    const auto stamp = stamp_filter(context);
    selection.since = stamp.since;
    selection.until = stamp.until;
    return selection;
}

}  // namespace boswell::cli
