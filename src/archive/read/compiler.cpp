// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/compiler.hpp"

#include "archive/message_ids.hpp"
#include "archive/read/fts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

namespace boswell::archive {

using query::Expression;
using query::Field;
using query::Filter;
using Kind = Expression::Kind;

// For at most so many conversations the index itself is asked for their tokens.
static constexpr std::size_t max_tokens = 16;

// Conditions on the id alone begin with it.
static constexpr std::string_view message_id = "message.id";

static constexpr auto links = R"("http" OR "https" OR "aesgcm" OR "ftp" OR "ftps" OR "sftp")";

static std::optional<std::string> excluded_fts(const Expression& part) {
    if (part.kind != Kind::none) return std::nullopt;
    Expression any = part;
    any.kind = Kind::any;
    return to_fts(any);
}

static bool is_about_conversations(const Filter& filter) {
    return filter.field == Field::with || filter.field == Field::in ||
           filter.field == Field::account;
}

void Compiler::compile(const Expression& where) {
    if (where.kind == Kind::all) {
        for (const auto& part : where.children) add(part);
    } else {
        add(where);
    }
    finish();
}

void Compiler::add(const Expression& part) {
    if (part.kind == Kind::conversation)
        return narrow(find_conversations(database_, part.conversation));
    if (part.kind == Kind::filter && is_about_conversations(part.filter)) {
        narrow(find_conversations(database_, part.filter));
        if (!names_resource(part.filter)) return;  // nothing else to check
    }
    if (part.kind == Kind::filter) narrow_to_person(part.filter);
    if (part.kind == Kind::stamp) return add(part.stamp);
    if (reach_ == Reach::newest && is_short_prefix(part)) {
        plan_.conditions.push_back(conditions_.matches_indexed_text(part.text));
        return;
    }
    const bool is_link =
        part.kind == Kind::filter && part.filter.field == Field::has && part.filter.value == "link";
    if (is_link) wanted_.emplace_back(links);
    if (auto fts = to_fts(part)) {
        wanted_.push_back("(" + *fts + ")");
    } else if (auto not_fts = excluded_fts(part)) {
        excluded_.push_back(*std::move(not_fts));
    } else {
        add_condition(part);
    }
}

/// Those that say something of the id alone, so that no row of message has to be read for them.
static bool is_about_id(const Expression& part) {
    if (part.kind != Kind::filter) return false;
    const auto& [field, value] = part.filter;
    if (field == Field::is) return value == "edited" || value == "retracted";
    return field == Field::id || (field == Field::has && value != "link");
}

void Compiler::add_condition(const Expression& part) {
    if (is_about_id(part)) {
        plan_.id_conditions.push_back(conditions_.condition(part).substr(message_id.size()));
        return;
    }
    if (auto necessary = necessary_fts(part)) wanted_.push_back(*std::move(necessary));
    plan_.conditions.push_back(conditions_.condition(part));
}

void Compiler::add(const query::Stamp& stamp) {
    if (stamp.since) {
        plan_.id_conditions.push_back(" >= " + value(MessageIds::first(*stamp.since)));
        plan_.conditions.push_back("message.stamp >= " + value(to_milliseconds(*stamp.since)));
    }
    if (stamp.until) {
        plan_.id_conditions.push_back(" <= " + value(MessageIds::last(*stamp.until)));
        plan_.conditions.push_back("message.stamp < " + value(to_milliseconds(*stamp.until)));
    }
}

void Compiler::narrow_to_person(const Filter& filter) {
    if ((filter.field != Field::from && filter.field != Field::to) || is_me(filter)) return;
    if (!of_person_)
        of_person_ = conversations_of(database_, conditions_.people(filter.value).addresses);
}

void Compiler::narrow(std::vector<std::int64_t> conversations) {
    if (conversations_) {
        std::vector<std::int64_t> both;
        std::set_intersection(conversations.begin(), conversations.end(), conversations_->begin(),
                              conversations_->end(), std::back_inserter(both));
        conversations = std::move(both);
    }
    conversations_ = std::move(conversations);
}

void Compiler::finish() {
    if (wanted_.empty() && !excluded_.empty())
        plan_.conditions.push_back("NOT " + conditions_.in_index(fmt::format(
                                                "text : ({})", fmt::join(excluded_, " OR "))));
    std::string match;
    if (!wanted_.empty()) match = "text : " + join_fts(wanted_, excluded_);
    const auto add_tokens = [&match](const std::vector<std::int64_t>& conversations) {
        if (match.empty() || conversations.empty() || conversations.size() > max_tokens)
            return false;
        match +=
            fmt::format(" AND conversation : (\"c{}\")", fmt::join(conversations, "\" OR \"c"));
        return true;
    };
    if (conversations_ && !add_tokens(*conversations_))
        plan_.conditions.insert(plan_.conditions.begin(),
                                conditions_.conversation_is(*conversations_));
    // Several conversations would have to be sorted, so it is not worth it without the index.
    if (of_person_ && !add_tokens(*of_person_) && of_person_->size() <= 1)
        plan_.conditions.insert(plan_.conditions.begin(), conditions_.conversation_is(*of_person_));
    if (!match.empty()) plan_.match = value(std::move(match));
}

}  // namespace boswell::archive
