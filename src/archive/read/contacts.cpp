// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/bookmarks.hpp"
#include "archive/read/connection.hpp"
#include "archive/read/contact_versions.hpp"
#include "archive/read/pairs.hpp"
#include "archive/read/people.hpp"
#include "archive/read/pep.hpp"
#include "archive/read/read_marks.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace boswell::archive {

// What an import brought may go again, and its numbers be given to what comes then.
static constexpr auto names_mark_sql = R"(
SELECT (SELECT ifnull(max(id), 0) FROM roster_change) || ' ' ||
       (SELECT ifnull(max(id), 0) FROM vcard) || ' ' ||
       (SELECT count(undone_at) FROM import_run))";

// With max() the other columns are of the row that it is in.
static constexpr auto roster_now_sql = R"(
SELECT account_id, contact_id, name, subscription, max(id)
FROM roster_change
GROUP BY account_id, contact_id)";
static constexpr auto nicknames_now_sql = R"(
SELECT account_id, contact_id, nickname, max(id)
FROM vcard
GROUP BY account_id, contact_id)";

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

static std::vector<Pair> find_pairs_of_contacts(const sqlite::Database& database, Jids& jids,
                                                const Selection& selection) {
    return find_pairs(database, jids, {"roster_change", "vcard", "pep_event"}, selection);
}

void Reader::for_each_contact_version(const Selection& selection,
                                      const std::function<bool(const Record&)>& take) const {
    const ReadTransaction transaction(*connection_);
    auto& versions = prepared(connection_->contact_versions, connection_->database);
    for (const auto& pair :
         find_pairs(connection_->database, connection_->jids,
                    {"roster_change", "vcard", "pep_event", "move_claim"}, selection)) {
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
        for (auto& claim : move_claim_records(connection_->database, connection_->jids, pair)) {
            if (!take(std::move(claim))) return;
        }
    }
    for (auto& bookmark : bookmark_records(connection_->database, connection_->jids, selection)) {
        if (!take(std::move(bookmark))) return;
    }
    for (auto& mark : read_mark_records(connection_->database, connection_->jids, selection)) {
        if (!take(std::move(mark))) return;
    }
}

std::vector<BookmarkRecord> Reader::bookmarks(const Selection& selection) const {
    const ReadTransaction transaction(*connection_);
    return bookmark_records(connection_->database, connection_->jids, selection);
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

std::vector<Reader::ContactName> Reader::contact_names() const {
    const ReadTransaction transaction(*connection_);
    std::map<std::pair<std::int64_t, std::int64_t>, ContactName> found;
    const auto& database = connection_->database;
    sqlite::Statement roster(database, roster_now_sql);
    for (auto use = roster.use(); use.next();)
        found[{use.get<std::int64_t>(0), use.get<std::int64_t>(1)}] = {
            .name = use.get<std::string>(2),
            .subscription =
                parse_subscription(use.get<std::string_view>(3)).value_or(Subscription::none)};
    sqlite::Statement vcards(database, nicknames_now_sql);
    for (auto use = vcards.use(); use.next();)
        found[{use.get<std::int64_t>(0), use.get<std::int64_t>(1)}].nickname =
            use.get<std::string>(2);
    for (const auto& pair : find_pairs(database, connection_->jids, {"pep_event"}, {}))
        found.try_emplace({pair.account_id, pair.contact_id});
    std::vector<ContactName*> order;
    order.reserve(found.size());
    for (auto& [ids, contact] : found) {
        contact.account = connection_->jids.account(ids.first);
        contact.jid = connection_->jids.address(ids.second);
        order.push_back(&contact);
    }
    std::ranges::sort(order, {},
                      [](const ContactName* each) { return std::tie(each->account, each->jid); });
    std::vector<ContactName> names;
    names.reserve(order.size());
    for (auto* const contact : order) names.push_back(std::move(*contact));
    return names;
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
    return prepared(connection_->contact_versions, connection_->database).picture(to_lower(sha1));
}

std::string Reader::names_mark() const { return connection_->database.text(names_mark_sql); }

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
