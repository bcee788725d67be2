// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/contact_versions.hpp"

#include "archive/contact_history.hpp"

#include <fmt/format.h>

namespace boswell::archive {

static constexpr std::string_view roster_sql = R"(
SELECT seen_at, name, subscription, ask, groups, mark
FROM roster_change
WHERE account_id = ?1 AND contact_id = ?2)";

static constexpr std::string_view vcard_sql = R"(
SELECT fetched_at, full_name, nickname, given, family, email, tel, organisation, title, birthday, url,
       note, photo_url, avatar.sha1, avatar.mime, length(avatar.bytes), confirmed_at, element
FROM vcard
LEFT JOIN avatar ON avatar.id = vcard.avatar_id
WHERE account_id = ?1 AND contact_id = ?2)";

static constexpr std::string_view count_sql = R"(
SELECT count(*)
FROM vcard
WHERE account_id = ?1 AND contact_id = ?2)";

static std::string in_order(std::string_view sql, std::string_view table) {
    return fmt::format("{}\nORDER BY {}.id", sql, table);
}

/// Only the versions that were written before the first one of after ?3.
static std::string known_at(std::string_view sql, std::string_view table, std::string_view time) {
    return fmt::format(R"({0}
  AND {1}.id < ifnull((SELECT min(id)
                       FROM {1} AS later
                       WHERE later.account_id = ?1 AND later.contact_id = ?2 AND later.{2} > ?3),
                      9223372036854775807))",
                       sql, table, time);
}

static std::string last_of(std::string_view sql, std::string_view table) {
    return fmt::format("{}\nORDER BY {}.id DESC\nLIMIT 1", sql, table);
}

static constexpr auto texts_sql = R"(
SELECT value
FROM json_each(?1)
ORDER BY key)";

static constexpr auto telephones_sql = R"(
SELECT ifnull(json_extract(value, '$.kind'), ''), ifnull(json_extract(value, '$.number'), '')
FROM json_each(?1)
ORDER BY key)";

static constexpr auto avatar_sql = R"(
SELECT sha1, mime, bytes
FROM avatar
WHERE sha1 = ?1)";

static std::optional<Avatar> read_avatar(sqlite::Statement& statement, const std::string& sha1) {
    auto use = statement.use(sha1);
    if (!use.next()) return std::nullopt;
    return Avatar{use.get<std::string>(0), use.get<std::string>(1),
                  std::string(use.get<sqlite::Blob>(2).bytes)};
}

ContactVersions::ContactVersions(const sqlite::Database& database)
    : roster_(database, in_order(roster_sql, "roster_change")),
      vcard_(database, in_order(vcard_sql, "vcard")),
      roster_at_(database,
                 last_of(known_at(roster_sql, "roster_change", "seen_at"), "roster_change")),
      vcard_at_(database, last_of(known_at(vcard_sql, "vcard", "fetched_at"), "vcard")),
      count_at_(database, known_at(count_sql, "vcard", "fetched_at")),
      texts_(database, texts_sql),
      telephones_(database, telephones_sql),
      avatar_(database, avatar_sql) {}

std::optional<Avatar> ContactVersions::picture(const std::string& sha1) {
    return read_avatar(avatar_, sha1);
}

std::vector<std::string> ContactVersions::texts(const std::string& json) {
    std::vector<std::string> list;
    if (json == "[]") return list;  // nearly always
    for (auto use = texts_.use(json); use.next();) list.push_back(use.get<std::string>(0));
    return list;
}

std::vector<VCardTelephone> ContactVersions::telephones(const std::string& json) {
    std::vector<VCardTelephone> list;
    if (json == "[]") return list;
    for (auto use = telephones_.use(json); use.next();)
        list.push_back({use.get<std::string>(0), use.get<std::string>(1)});
    return list;
}

RosterVersion ContactVersions::roster_version(const sqlite::Use& use, const Jid& contact) {
    RosterItem item;
    item.jid = contact;
    item.name = use.get<std::string>(1);
    item.subscription =
        parse_subscription(use.get<std::string_view>(2)).value_or(Subscription::none);
    item.ask = use.get<bool>(3);
    item.groups = texts(use.get<std::string>(4));
    item.mark = parse_roster_mark(use.get<std::string_view>(5));
    return {use.get<Time>(0), std::move(item)};
}

std::vector<RosterVersion> ContactVersions::roster(const Pair& pair) {
    std::vector<RosterVersion> versions;
    for (auto use = roster_.use(pair.account_id, pair.contact_id); use.next();)
        versions.push_back(roster_version(use, pair.contact));
    return versions;
}

VCard ContactVersions::vcard(const sqlite::Use& use) {
    return {.full_name = use.get<std::string>(1),
            .nickname = use.get<std::string>(2),
            .given = use.get<std::string>(3),
            .family = use.get<std::string>(4),
            .emails = texts(use.get<std::string>(5)),
            .telephones = telephones(use.get<std::string>(6)),
            .organisation = use.get<std::string>(7),
            .title = use.get<std::string>(8),
            .birthday = use.get<std::string>(9),
            .url = use.get<std::string>(10),
            .note = use.get<std::string>(11),
            .photo_url = use.get<std::string>(12)};
}

VCardVersion ContactVersions::vcard_version(const sqlite::Use& use) {
    return {.fetched_at = use.get<Time>(0),
            .vcard = vcard(use),
            .avatar_sha1 = use.get<std::string>(13),
            .avatar_mime = use.get<std::string>(14),
            .avatar_bytes = use.get<std::int64_t>(15)};
}

std::vector<VCardVersion> ContactVersions::vcards(const Pair& pair) {
    std::vector<VCardVersion> versions;
    for (auto use = vcard_.use(pair.account_id, pair.contact_id); use.next();)
        versions.push_back(vcard_version(use));
    return versions;
}

bool ContactVersions::for_each_vcard(const Pair& pair,
                                     const std::function<bool(const Record&)>& take) {
    for (auto use = vcard_.use(pair.account_id, pair.contact_id); use.next();) {
        VCardRecord record{.fetched = {.account = pair.account,
                                       .contact = pair.contact,
                                       .fetched_at = use.get<Time>(0),
                                       .vcard = vcard(use),
                                       .element = use.get<std::string>(17)},
                           .confirmed_at = use.get<Time>(16)};
        if (!use.is_null(13))
            record.fetched.avatar = read_avatar(avatar_, use.get<std::string>(13));
        if (!take(record)) return false;
    }
    return true;
}

std::optional<ContactRecord> ContactVersions::contact(const Pair& pair, Time at) {
    ContactRecord record;
    record.account = pair.account;
    record.jid = pair.contact;
    if (auto use = roster_at_.use(pair.account_id, pair.contact_id, at); use.next())
        add_version(record, roster_version(use, pair.contact));
    if (auto use = vcard_at_.use(pair.account_id, pair.contact_id, at); use.next()) {
        add_version(record, vcard_version(use));
        auto count = count_at_.use(pair.account_id, pair.contact_id, at);
        if (count.next()) record.versions = count.get<std::int64_t>(0);
    }
    if (!record.subscription && !record.vcard) return std::nullopt;
    return record;
}

}  // namespace boswell::archive
