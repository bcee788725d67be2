// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/conditions.hpp"

#include "archive/read/fts.hpp"
#include "archive/read/id_range.hpp"
#include "archive/read/rare_messages.hpp"
#include "archive/related_rows.hpp"
#include "base/text.hpp"
#include "model/jid.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace boswell::archive {

using query::Expression;
using query::Field;
using query::Filter;
using Kind = Expression::Kind;

/// with:bob@example.org/phone.
bool names_resource(const Filter& filter) {
    const auto jid = Jid::parse(filter.value);
    return filter.field == Field::with && jid && !jid->is_bare();
}

bool is_me(const Filter& filter) {
    return (filter.field == Field::from || filter.field == Field::to) &&
           to_lower(filter.value) == "me";
}

const People& Conditions::people(const std::string& name) {
    const auto known = people_.find(name);
    if (known != people_.end()) return known->second;
    return people_.emplace(name, find_people(database_, name)).first->second;
}

std::string Conditions::conversation_is(const std::vector<std::int64_t>& conversations) {
    if (conversations.empty()) return "0";
    return "message.conversation_id IN " + plan_.sql.list(conversations);
}

std::string Conditions::in_index(const std::string& fts) {
    return "message.id IN (SELECT rowid FROM search WHERE search MATCH " + value(fts) + ")";
}

/// True for the original or for one of its corrections. `condition` names the row {0}.
static std::string any_version(std::string_view condition) {
    return fmt::format(
        "({} OR message.has & {} IS NOT 0 AND EXISTS (SELECT 1 FROM annotation JOIN message AS "
        "version ON version.id = "
        "annotation.message_id WHERE annotation.kind = 'correction' AND annotation.target_id = "
        "message.id AND {}))",
        fmt::format(fmt::runtime(condition), "message"), related::annotated,
        fmt::format(fmt::runtime(condition), "version"));
}

/// True if the row {0} may have rows in another table, or it is not known.
static std::string may_have(std::int64_t related) {
    return fmt::format("{{0}}.has & {} IS NOT 0", related);
}

/// The text that people read of the message in row {0}.
static constexpr auto shown_sql =
    "CASE WHEN {0}.shown IS NOT NULL THEN {0}.shown WHEN {0}.encryption IS NULL THEN {0}.body END";

// A scan asks this of every row, so most rows are done with once the bits of `has`, whether there
// is another text to be shown, and their body and subject are read. Not a pair of brackets more
// than needed, and the deepest first: SQLite's parser has a stack of 100.
std::string Conditions::matcher(const query::Text& text) {
    plan_.matchers.push_back(matchers_.add(text));
    const auto number = value(plan_.matchers.back());
    if (text.part == query::Part::subject)
        return any_version(fmt::format("text_matches({}, {{0}}.subject, NULL)", number));
    return any_version(fmt::format(
        "(({{0}}.shown IS NOT NULL OR {2}) AND (EXISTS (SELECT 1 FROM attachment WHERE "
        "attachment.message_id = {{0}}.id AND text_matches({0}, description, details ->> "
        "'caption')) OR EXISTS (SELECT 1 FROM attachment WHERE attachment.message_id = {{0}}.id "
        "AND address_matches({0}, url, NULL)) OR EXISTS (SELECT 1 FROM link_preview WHERE "
        "link_preview.message_id = {{0}}.id AND text_matches({0}, title, NULL)) OR {{0}}.shown IS "
        "NULL AND {{0}}.encryption IS NULL AND EXISTS (SELECT 1 FROM message_body WHERE "
        "message_body.message_id = {{0}}.id AND text_matches({0}, message_body.body, NULL)) OR "
        "text_matches({0}, {{0}}.shown, NULL)) OR text_matches({0}, {{0}}.body, {{0}}.subject) AND "
        "text_matches({0}, {1}, {{0}}.subject))",
        number, shown_sql, may_have(related::attachments | related::bodies | related::links)));
}

// As in the view search_content.
std::string Conditions::matches_indexed_text(const query::Text& text) {
    plan_.matchers.push_back(matchers_.add(text));
    return fmt::format(
        "text_matches({}, coalesce(message.segmented, message.body || char(10) || "
        "message.subject, message.body, message.subject), NULL)",
        value(plan_.matchers.back()));
}

std::string Conditions::join(const Expression& expression, Words words, const char* glue,
                             const char* if_empty) {
    if (expression.children.empty()) return if_empty;
    std::vector<std::string> parts;
    for (const auto& child : expression.children) parts.push_back(condition(child, words));
    return fmt::format("({})", fmt::join(parts, glue));
}

std::string Conditions::condition(const Expression& expression, Words words) {
    const auto fts = to_fts(expression);
    if (fts && words == Words::in_index) return in_index("text : (" + *fts + ")");
    switch (expression.kind) {
        case Kind::all:
            return join(expression, words, " AND ", "1");
        case Kind::any:
            return join(expression, words, " OR ", "0");
        case Kind::none:
            return "NOT " + join(expression, words, " OR ", "0");
        case Kind::text:
            return fts ? matches_indexed_text(expression.text) : matcher(expression.text);
        case Kind::filter:
            return condition(expression.filter);
        case Kind::stamp:
            return stamp(expression.stamp);
        case Kind::conversation:
            return "message.conversation_id IN " +
                   plan_.sql.list(find_conversations(database_, expression.conversation));
    }
    return "0";
}

std::string Conditions::stamp(const query::Stamp& stamp) {
    std::vector<std::string> parts;
    const auto ids = ids_of(database_, stamp);
    if (stamp.since) {
        parts.push_back("message.id >= " + value(ids.first));
        parts.push_back("message.stamp >= " + value(to_milliseconds(*stamp.since)));
    }
    if (stamp.until) {
        parts.push_back("message.id <= " + value(ids.last));
        parts.push_back("message.stamp < " + value(to_milliseconds(*stamp.until)));
    }
    return parts.empty() ? "1" : fmt::format("({})", fmt::join(parts, " AND "));
}

/// True if a column of the row says as much as an index does.
static bool is_in_row(const Filter& filter) {
    return filter.field == Field::type ||
           (filter.field == Field::is &&
            (filter.value == "encrypted" || filter.value == "off-the-record"));
}

// The messages that stand for calls (XEP-0353); the others of a call have its id as their target.
static constexpr auto calls =
    "message.id IN (SELECT message_id FROM annotation INDEXED BY annotation_call WHERE kind = "
    "'call' AND target_id IS NULL AND NOT hides)";

std::string Conditions::condition(const Filter& filter) {
    if (const auto rare = rare_messages(filter); rare && !is_in_row(filter))
        return fmt::format(fmt::runtime(rare->probe), "message.id");
    switch (filter.field) {
        case Field::from:
            return person(filter, "from");
        case Field::to:
            return person(filter, "to");
        case Field::with:
            return with(filter);
        case Field::in:
        case Field::account:
            return "message.conversation_id IN " +
                   plan_.sql.list(find_conversations(database_, filter));
        case Field::direction:
            return "message.direction = " + value(filter.value);
        case Field::type:
            return "message.type = " + value(filter.value);
        case Field::has:
            return filter.value == "call" ? calls : has_link();
        case Field::is:
            return is(filter.value);
        case Field::id:
            return fmt::format(
                "message.id = ifnull((SELECT message_id FROM moved_message WHERE old_id = "
                "CAST({0} AS INTEGER)), CAST({0} AS INTEGER))",
                value(filter.value));
    }
    return "0";
}

/// What the accounts of the archive said themselves, or what was said to them.
static std::string me(const Filter& filter) {
    const bool is_sender = filter.field == Field::from;
    return fmt::format(
        "(message.direction = '{}' OR ifnull(message.{}_id IN (SELECT address.id FROM account JOIN "
        "address ON address.jid = account.jid), 0))",
        is_sender ? "out" : "in", is_sender ? "from" : "to");
}

static std::optional<std::int64_t> resource_id(const sqlite::Database& database,
                                               const std::string& name) {
    sqlite::Statement statement(database, "SELECT id FROM resource WHERE name = ?1");
    auto use = statement.use(name);
    if (!use.next()) return std::nullopt;
    return use.get<std::int64_t>(0);
}

std::string Conditions::person(const Filter& filter, const char* column) {
    if (is_me(filter)) return me(filter);
    const auto& people = this->people(filter.value);
    std::optional<std::int64_t> resource;
    if (people.resourcepart) {
        resource = resource_id(database_, *people.resourcepart);
        if (!resource) return "0";
    }
    // The recipient may be NULL.
    auto text =
        fmt::format("ifnull(message.{}_id IN {}, 0)", column, plan_.sql.list(people.addresses));
    if (resource)
        text += fmt::format(" AND message.{}_resource_id IS {}", column, value(*resource));
    return "(" + text + ")";
}

// The resource is the contact's: one of the account's own may have the same name.
std::string Conditions::with(const Filter& filter) {
    auto text =
        "message.conversation_id IN " + plan_.sql.list(find_conversations(database_, filter));
    if (names_resource(filter))
        text += fmt::format(" AND ({} OR {})", person(filter, "from"), person(filter, "to"));
    return "(" + text + ")";
}

static constexpr auto retracted =
    "message.id IN (SELECT target_id FROM annotation WHERE kind IN ('retraction', 'moderation') "
    "AND target_id IS NOT NULL)";

std::string Conditions::has_link() {
    return any_version(fmt::format(
        "(ifnull({0} LIKE '%http://%' OR {0} LIKE '%https://%', 0) OR EXISTS (SELECT 1 FROM "
        "attachment WHERE attachment.message_id = {{0}}.id AND url <> ''))",
        shown_sql));
}

std::string Conditions::is(const std::string& value) {
    if (value == "retracted") return retracted;
    return value == "encrypted" ? "message.encryption IS NOT NULL" : "message.off_the_record";
}

}  // namespace boswell::archive
