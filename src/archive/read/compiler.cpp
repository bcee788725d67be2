// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/compiler.hpp"

#include "archive/read/fts.hpp"
#include "archive/read/id_range.hpp"
#include "archive/read/trigrams.hpp"
#include "archive/substring_index.hpp"

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

static constexpr auto links = R"(("http" OR "https" OR "aesgcm" OR "ftp" OR "ftps" OR "sftp"))";

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
    if (part.kind == Kind::filter) {
        if (auto rare = rare_messages(part.filter)) {
            rare_.push_back(*std::move(rare));
            return;
        }
        narrow_to_person(part.filter);
    }
    if (part.kind == Kind::stamp) return add(part.stamp);
    if (reach_ == Reach::first && has_prefix(part)) return add_text_condition(part);
    const bool is_link =
        part.kind == Kind::filter && part.filter.field == Field::has && part.filter.value == "link";
    if (is_link) wanted_.emplace_back(links);
    if (auto fts = to_fts(part)) {
        wanted_.push_back("(" + *fts + ")");
        indexed_.push_back(&part);
    } else if (auto not_fts = excluded_fts(part)) {
        excluded_.push_back(*std::move(not_fts));
        indexed_.push_back(&part);
    } else {
        add_condition(part);
    }
}

/// Those that say something of the id alone, so that no row of message has to be read for them.
static bool is_about_id(const Expression& part) {
    if (part.kind != Kind::filter) return false;
    const auto& [field, value] = part.filter;
    return field == Field::id || (field == Field::is && value == "retracted") ||
           (field == Field::has && value == "call");
}

static bool is_about_subject(const Expression& part) {
    return part.kind == Kind::text && part.text.part == query::Part::subject;
}

void Compiler::add_condition(const Expression& part) {
    if (is_about_id(part)) {
        plan_.id_conditions.push_back("{}" + conditions_.condition(part).substr(message_id.size()));
        return;
    }
    if (auto necessary = necessary_fts(part)) {
        wanted_.push_back(*std::move(necessary));
    } else if (is_about_subject(part)) {
        plan_.id_conditions.push_back(fmt::format("{{}} IN {}", with_subject));
    } else if (auto trigrams = necessary_trigrams(part)) {
        trigrams_.push_back(*std::move(trigrams));
    }
    plan_.conditions.push_back(conditions_.condition(part));
}

void Compiler::add_text_condition(const Expression& part) {
    if (is_about_subject(part))
        plan_.id_conditions.push_back(fmt::format("{{}} IN {}", with_subject));
    has_text_ = has_text_ || necessary_fts(part);
    plan_.conditions.push_back(conditions_.condition(part, Conditions::Words::in_text));
}

void Compiler::add(const query::Stamp& stamp) {
    const auto ids = ids_of(database_, stamp);
    if (stamp.since) {
        plan_.id_conditions.push_back("{} >= " + value(ids.first));
        plan_.conditions.push_back("message.stamp >= " + value(to_milliseconds(*stamp.since)));
    }
    if (stamp.until) {
        plan_.id_conditions.push_back("{} <= " + value(ids.last));
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

/// Counts no further than needed.
static bool are_fewer(const sqlite::Database& database, std::int64_t many, const std::string& from,
                      std::string_view parameter = {}) {
    sqlite::Statement count(
        database, fmt::format("SELECT count(*) FROM (SELECT 1 FROM {} LIMIT {})", from, many));
    auto use = count.use();
    if (!parameter.empty()) use.bind(parameter);
    return use.next() && use.get<std::int64_t>(0) < many;
}

/// Then a list of them costs less than to look for each message that has the word.
static bool are_few(const sqlite::Database& database, const RareMessages& rare) {
    static constexpr std::int64_t many = 2000;
    return are_fewer(database, many, fmt::format("{} WHERE {}", rare.walk, rare.where));
}

/// Then their texts are read sooner than the lists of the trigrams.
bool Compiler::has_few_messages(const std::vector<std::int64_t>& conversations) const {
    static constexpr std::int64_t many = 20'000;
    sqlite::Statement count(database_,
                            "SELECT ifnull(sum(messages), 0) FROM conversation WHERE id IN (SELECT "
                            "value FROM json_each(?1))");
    auto use = count.use(fmt::format("[{}]", fmt::join(conversations, ",")));
    return use.next() && use.get<std::int64_t>(0) < many;
}

/// False if something else leaves only few messages, or if there is no such index.
bool Compiler::prefers_trigrams() const {
    static constexpr std::int64_t many = 4000;
    if (plan_.with_unshown_changes) return false;  // no index has these
    if (trigrams_.empty() || !read_substring_index(database_).is_complete()) return false;
    const bool has_words = !wanted_.empty();
    if (has_words && preference_ == Preference::words) return false;
    if (conversations_ && has_few_messages(*conversations_)) return false;
    if (of_person_ && has_few_messages(*of_person_)) return false;
    const auto is_few = [this](const RareMessages& rare) { return are_few(database_, rare); };
    if (std::ranges::any_of(rare_, is_few)) return false;
    return !has_words || !are_fewer(database_, many, "search WHERE search MATCH ?1",
                                    "text : " + join_fts(wanted_, excluded_));
}

/// Words are then looked for in the texts of the messages that have the trigrams and what else is
/// asked for. To cut a text into words takes longest, so that is put into a subquery: SQLite puts
/// off conditions that have one, and keeps the order of these.
void Compiler::walk_trigrams() {
    for (const auto* part : indexed_)
        plan_.conditions.push_back(
            fmt::format("(SELECT {})", conditions_.condition(*part, Conditions::Words::in_text)));
    wanted_.clear();
    excluded_.clear();
    has_text_ = false;
    plan_.index = "trigram";
    plan_.match = value(fmt::format("({}) OR \"{}\"", fmt::join(trigrams_, " AND "), cut_trigram));
}

void Compiler::finish() {
    if (prefers_trigrams()) walk_trigrams();
    if (wanted_.empty() && !excluded_.empty())
        plan_.conditions.push_back("NOT " + conditions_.in_index(fmt::format(
                                                "text : ({})", fmt::join(excluded_, " OR "))));
    std::string match;
    if (!wanted_.empty()) match = "text : " + join_fts(wanted_, excluded_);
    const auto add_tokens = [&](const std::vector<std::int64_t>& conversations) {
        if ((match.empty() && !has_text_) || conversations.empty() ||
            conversations.size() > max_tokens)
            return false;
        match += fmt::format("{}conversation : (\"c{}\")", match.empty() ? "" : " AND ",
                             fmt::join(conversations, "\" OR \"c"));
        return true;
    };
    auto order = Order::by_nothing;
    const auto read_only = [&](const std::vector<std::int64_t>& conversations) {
        plan_.conditions.insert(plan_.conditions.begin(),
                                conditions_.conversation_is(conversations));
        if (conversations.size() <= 1) order = Order::by_conversation;
    };
    if (conversations_ && !add_tokens(*conversations_)) read_only(*conversations_);
    // Several conversations would have to be sorted, so it is not worth it without the index.
    if (of_person_ && !add_tokens(*of_person_) && of_person_->size() <= 1) read_only(*of_person_);
    if (!match.empty()) plan_.match = value(std::move(match));
    if (!plan_.match.empty()) order = Order::by_words;
    add_rare(order);
}

/// The first one is walked through if nothing else says in which order to read, or, of one
/// conversation, by an index that has the messages of each.
void Compiler::add_rare(Order order) {
    for (auto& rare : rare_) {
        if (order == Order::by_nothing) {
            plan_.walk = std::move(rare.walk);
            plan_.walk_id = std::move(rare.id);
            plan_.walk_where = rare.where;
            plan_.conditions.push_back(std::move(rare.where));
            order = Order::by_conversation;
        } else if (order == Order::by_conversation && plan_.walk.empty() &&
                   !rare.in_conversation.empty() && reach_ == Reach::all) {
            plan_.walk = std::move(rare.in_conversation);
            plan_.walk_id = message_id;
            plan_.conditions.push_back(std::move(rare.may_be));
            plan_.id_conditions.push_back(std::move(rare.probe));
        } else if (order == Order::by_words && are_few(database_, rare)) {
            plan_.id_conditions.push_back(fmt::format("{{}} IN (SELECT {} FROM {} WHERE {})",
                                                      rare.id, rare.walk, rare.where));
        } else {
            plan_.id_conditions.push_back(std::move(rare.probe));
        }
    }
}

}  // namespace boswell::archive
