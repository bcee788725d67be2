// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/connection.hpp"
#include "archive/read/pairs.hpp"
#include "archive/read/people.hpp"
#include "archive/read/pep.hpp"
#include "base/text.hpp"

namespace boswell::archive {

static constexpr auto roster_sql = R"(
SELECT seen_at, name, subscription, ask, groups, mark
FROM roster_change
WHERE account_id = ?1 AND contact_id = ?2
ORDER BY id)";

static constexpr auto vcard_sql = R"(
SELECT fetched_at, full_name, nickname, given, family, email, tel, organisation, title, birthday, url,
       note, photo_url, avatar.sha1, avatar.mime, length(avatar.bytes), confirmed_at, element
FROM vcard
LEFT JOIN avatar ON avatar.id = vcard.avatar_id
WHERE account_id = ?1 AND contact_id = ?2
ORDER BY vcard.id)";

static constexpr auto element_sql = R"(
SELECT element
FROM vcard
WHERE account_id = ?1 AND contact_id = ?2 AND fetched_at = ?3
ORDER BY id DESC
LIMIT 1)";

// With max() the other columns are of the row that it is in.
static constexpr auto fetched_since_sql = R"(
SELECT address.jid, avatar.sha1, confirmed_at, max(vcard.id)
FROM vcard
JOIN address ON address.id = vcard.contact_id
LEFT JOIN avatar ON avatar.id = vcard.avatar_id
WHERE account_id = (SELECT id FROM account WHERE jid = ?1) AND confirmed_at >= ?2
GROUP BY contact_id)";

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

/// Everything that was known of contacts, oldest first.
class ContactVersions {
public:
    explicit ContactVersions(const sqlite::Database& database)
        : roster_(database, roster_sql),
          vcard_(database, vcard_sql),
          texts_(database, texts_sql),
          telephones_(database, telephones_sql),
          avatar_(database, avatar_sql) {}

    std::vector<RosterVersion> roster(const Pair& pair);
    std::vector<VCardVersion> vcards(const Pair& pair);
    /// Until `take` returns false, which is returned then.
    bool for_each_vcard(const Pair& pair, const std::function<bool(const Record&)>& take);
    /// Nothing if it is not here.
    std::optional<Avatar> picture(const std::string& sha1) { return read_avatar(avatar_, sha1); }
    /// The contact as it was known at `at`; nothing if it was not known then.
    std::optional<ContactRecord> contact(const Pair& pair, Time at);

private:
    std::vector<std::string> texts(const std::string& json);
    std::vector<VCardTelephone> telephones(const std::string& json);
    VCard vcard(const sqlite::Use& use);

    sqlite::Statement roster_;
    sqlite::Statement vcard_;
    sqlite::Statement texts_;
    sqlite::Statement telephones_;
    sqlite::Statement avatar_;
};

std::vector<std::string> ContactVersions::texts(const std::string& json) {
    std::vector<std::string> list;
    for (auto use = texts_.use(json); use.next();) list.push_back(use.get<std::string>(0));
    return list;
}

std::vector<VCardTelephone> ContactVersions::telephones(const std::string& json) {
    std::vector<VCardTelephone> list;
    for (auto use = telephones_.use(json); use.next();)
        list.push_back({use.get<std::string>(0), use.get<std::string>(1)});
    return list;
}

std::vector<RosterVersion> ContactVersions::roster(const Pair& pair) {
    std::vector<RosterVersion> versions;
    for (auto use = roster_.use(pair.account_id, pair.contact_id); use.next();) {
        RosterItem item;
        item.jid = pair.contact;
        item.name = use.get<std::string>(1);
        item.subscription =
            parse_subscription(use.get<std::string_view>(2)).value_or(Subscription::none);
        item.ask = use.get<bool>(3);
        item.groups = texts(use.get<std::string>(4));
        item.mark = parse_roster_mark(use.get<std::string_view>(5));
        versions.push_back({use.get<Time>(0), std::move(item)});
    }
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

std::vector<VCardVersion> ContactVersions::vcards(const Pair& pair) {
    std::vector<VCardVersion> versions;
    for (auto use = vcard_.use(pair.account_id, pair.contact_id); use.next();) {
        versions.push_back({.fetched_at = use.get<Time>(0),
                            .vcard = vcard(use),
                            .avatar_sha1 = use.get<std::string>(13),
                            .avatar_mime = use.get<std::string>(14),
                            .avatar_bytes = use.get<std::int64_t>(15)});
    }
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
    for (auto& version : roster(pair)) {
        if (version.seen_at > at) break;
        record.name = std::move(version.item.name);
        record.subscription = version.item.subscription;
        record.groups = std::move(version.item.groups);
        record.mark = version.item.mark;
    }
    for (auto& version : vcards(pair)) {
        if (version.fetched_at > at) break;
        record.vcard = std::move(version);
        ++record.versions;
    }
    if (!record.subscription && !record.vcard) return std::nullopt;
    return record;
}

static std::vector<Pair> find_pairs_of_contacts(const sqlite::Database& database, Jids& jids,
                                                const Selection& selection) {
    return merge(merge(find_pairs(database, jids, "roster_change", selection),
                       find_pairs(database, jids, "vcard", selection)),
                 find_pairs(database, jids, "pep_event", selection));
}

void Reader::for_each_contact_version(const Selection& selection,
                                      const std::function<bool(const Record&)>& take) const {
    const ReadTransaction transaction(*connection_);
    auto& versions = prepared(connection_->contact_versions, connection_->database);
    for (const auto& pair :
         find_pairs_of_contacts(connection_->database, connection_->jids, selection)) {
        for (auto& version : versions.roster(pair)) {
            if (!take(RosterRecord{pair.account, std::move(version)})) return;
        }
        if (!versions.for_each_vcard(pair, take)) return;
        for (auto& record : pep_records(connection_->database, pair)) {
            record.avatar = versions.picture(picture_hash(record.event));
            if (!take(std::move(record))) return;
        }
        for (auto& key : device_key_records(connection_->database, pair)) {
            if (!take(std::move(key))) return;
        }
    }
}

std::vector<ContactRecord> Reader::contacts(const Selection& selection) const {
    const ReadTransaction transaction(*connection_);
    auto& versions = prepared(connection_->contact_versions, connection_->database);
    std::vector<ContactRecord> records;
    const auto& database = connection_->database;
    for (const auto& pair : find_pairs_of_contacts(database, connection_->jids, selection)) {
        auto record = versions.contact(pair, Time::max());
        // Of somebody who only publishes something (XEP-0163) no more is known.
        records.push_back(record ? *std::move(record)
                                 : ContactRecord{.account = pair.account, .jid = pair.contact});
    }
    return records;
}

std::optional<ContactRecord> Reader::contact_at(const Jid& account, const Jid& contact,
                                                Time at) const {
    const ReadTransaction transaction(*connection_);
    const auto pair = find_pair(connection_->jids, account, contact);
    auto& versions = prepared(connection_->contact_versions, connection_->database);
    return pair ? versions.contact(*pair, at) : std::nullopt;
}

std::vector<VCardVersion> Reader::vcard_versions(const Jid& account, const Jid& contact) const {
    const ReadTransaction transaction(*connection_);
    const auto pair = find_pair(connection_->jids, account, contact);
    auto& versions = prepared(connection_->contact_versions, connection_->database);
    return pair ? versions.vcards(*pair) : std::vector<VCardVersion>();
}

std::vector<RosterVersion> Reader::roster_versions(const Jid& account, const Jid& contact) const {
    const ReadTransaction transaction(*connection_);
    const auto pair = find_pair(connection_->jids, account, contact);
    auto& versions = prepared(connection_->contact_versions, connection_->database);
    return pair ? versions.roster(*pair) : std::vector<RosterVersion>();
}

std::string Reader::vcard_element(const Jid& account, const Jid& contact, Time fetched_at) const {
    const ReadTransaction transaction(*connection_);
    const auto pair = find_pair(connection_->jids, account, contact);
    if (!pair) return {};
    sqlite::Statement statement(connection_->database, element_sql);
    auto use = statement.use(pair->account_id, pair->contact_id, fetched_at);
    return use.next() ? use.get<std::string>(0) : std::string();
}

std::optional<Avatar> Reader::find_avatar(const std::string& sha1) const {
    const ReadTransaction transaction(*connection_);
    sqlite::Statement statement(connection_->database, avatar_sql);
    return read_avatar(statement, to_lower(sha1));
}

std::vector<Jid> Reader::find_contacts(const std::string& name) const {
    const ReadTransaction transaction(*connection_);
    std::vector<Jid> contacts;
    for (const auto id : find_addresses(connection_->database, name))
        contacts.push_back(connection_->jids.address(id));
    return contacts;
}

std::vector<Jid> Reader::find_accounts(const std::string& name) const {
    const ReadTransaction transaction(*connection_);
    return archive::find_accounts(connection_->database, name);
}

std::vector<Reader::FetchedVCard> Reader::vcards_fetched_since(const Jid& account,
                                                               Time since) const {
    const ReadTransaction transaction(*connection_);
    sqlite::Statement statement(connection_->database, fetched_since_sql);
    std::vector<FetchedVCard> fetched;
    for (auto use = statement.use(account.str(), since); use.next();)
        fetched.push_back(
            {Jid::of(use.get<std::string_view>(0)), use.get<std::string>(1), use.get<Time>(2)});
    return fetched;
}

}  // namespace boswell::archive
