// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/rare_messages.hpp"

#include "model/message.hpp"

#include <fmt/format.h>

namespace boswell::archive {

using query::Field;

// The conditions are the very texts of the indexes, else SQLite could not use them.
static constexpr auto encrypted = "{}.encryption IS NOT NULL";
static constexpr auto off_the_record = "{}.off_the_record";
static constexpr auto unusual_type = "{{}}.type = '{}' AND {{}}.type NOT IN ('chat', 'groupchat')";

// Only the last reaction of each sender counts. It may take all earlier ones back. In a query with
// max() SQLite takes the other columns from the row that has the maximum.
static constexpr auto reaction_stands = R"(EXISTS (
SELECT 1
FROM (SELECT reaction.emoji, max(reaction.message_id)
      FROM annotation AS reaction JOIN message AS carrier ON carrier.id = reaction.message_id
      WHERE reaction.kind = 'reaction' AND reaction.target_id = {0}
      GROUP BY carrier.from_id,
               iif(carrier.type = 'groupchat',
                   coalesce(carrier.occupant_id, carrier.from_resource_id), NULL))
WHERE emoji <> '[]'))";

const char* const with_subject = R"((
SELECT id
FROM message INDEXED BY message_subject
WHERE subject IS NOT NULL
UNION
SELECT annotation.target_id
FROM message AS version INDEXED BY message_subject
CROSS JOIN annotation ON annotation.message_id = version.id
WHERE version.subject IS NOT NULL AND annotation.kind = 'correction'
  AND annotation.target_id IS NOT NULL))";

/// Rows of message themselves.
static RareMessages rows(const char* index, std::string_view condition) {
    const auto of = [condition](std::string_view row) {
        return fmt::format(fmt::runtime(condition), row, row);
    };
    return {fmt::format("message INDEXED BY {}", index), "message.id", of("message"),
            fmt::format("EXISTS (SELECT 1 FROM message AS rare INDEXED BY {} WHERE rare.id = {{}} "
                        "AND {})",
                        index, of("rare"))};
}

static RareMessages imported() {
    return {"message_copy AS imported INDEXED BY message_copy_imported", "imported.message_id",
            "imported.via = 'import' AND NOT EXISTS (SELECT 1 FROM message_copy AS earlier WHERE "
            "earlier.message_id = imported.message_id AND earlier.via = 'import' AND earlier.id < "
            "imported.id)",
            "EXISTS (SELECT 1 FROM message_copy AS copy INDEXED BY message_copy_imported WHERE "
            "copy.message_id = {} AND copy.via = 'import')"};
}

static RareMessages delayed() {
    return {"message_copy AS late INDEXED BY message_copy_delayed", "late.message_id",
            "late.claimed_stamp IS NOT NULL AND NOT EXISTS (SELECT 1 FROM message_copy AS earlier "
            "WHERE earlier.message_id = late.message_id AND earlier.claimed_stamp IS NOT NULL AND "
            "earlier.id < late.id)",
            "EXISTS (SELECT 1 FROM message_copy AS copy INDEXED BY message_copy_delayed WHERE "
            "copy.message_id = {} AND copy.claimed_stamp IS NOT NULL)"};
}

static RareMessages with_file() {
    return {"attachment AS file",
            "file.message_id",
            "NOT EXISTS (SELECT 1 FROM attachment AS earlier WHERE earlier.message_id = "
            "file.message_id AND earlier.n < file.n)",
            "EXISTS (SELECT 1 FROM attachment WHERE attachment.message_id = {})",
            "message INDEXED BY message_with_file",
            "ifnull(message.has & 2, 1)"};
}

/// Messages to which others did something of this kind.
static RareMessages annotated(std::string_view kind) {
    return {"annotation AS done INDEXED BY annotation_target", "done.target_id",
            fmt::format("done.kind = '{0}' AND done.target_id IS NOT NULL AND NOT EXISTS (SELECT 1 "
                        "FROM annotation AS earlier WHERE earlier.kind = '{0}' AND "
                        "earlier.target_id = done.target_id AND earlier.message_id < "
                        "done.message_id)",
                        kind),
            fmt::format("EXISTS (SELECT 1 FROM annotation WHERE annotation.kind = '{}' AND "
                        "annotation.target_id = {{}})",
                        kind)};
}

static RareMessages with_reaction() {
    auto messages = annotated("reaction");
    messages.where += " AND " + fmt::format(reaction_stands, messages.id);
    messages.probe = reaction_stands;
    return messages;
}

static std::optional<RareMessages> of_type(const std::string& value) {
    const auto type = parse_message_type(value);
    if (!type || *type == MessageType::chat || *type == MessageType::groupchat) return std::nullopt;
    return rows("message_unusual_type", fmt::format(unusual_type, to_string(*type)));
}

std::optional<RareMessages> rare_messages(const query::Filter& filter) {
    const auto& [field, value] = filter;
    if (field == Field::type) return of_type(value);
    if (field == Field::has) {
        if (value == "attachment" || value == "file") return with_file();
        if (value == "correction") return annotated("correction");
        if (value == "reaction") return with_reaction();
    }
    if (field != Field::is) return std::nullopt;
    if (value == "encrypted") return rows("message_encrypted", encrypted);
    if (value == "off-the-record") return rows("message_off_the_record", off_the_record);
    if (value == "edited") return annotated("correction");
    if (value == "imported") return imported();
    if (value == "delayed") return delayed();
    return std::nullopt;
}

}  // namespace boswell::archive
