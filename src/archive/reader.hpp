// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "model/import_run.hpp"
#include "model/message_count.hpp"
#include "model/omemo.hpp"
#include "model/record.hpp"
#include "query/query.hpp"
#include "sqlite/time_over.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace boswell::archive {

/// Thrown by a Reader whose time is over.
using TimeOver = sqlite::TimeOver;

/// Whose records to read. Empty lists and absent bounds mean "all".
struct Selection {
    std::vector<Jid> accounts;  ///< bare
    std::vector<Jid> contacts;  ///< bare
    std::optional<Time> since;
    std::optional<Time> until;
    /// Of presence, only what has a text beside it.
    enum class Statuses { any, some } statuses = Statuses::any;
    /// Whether those conversations belong to it that have no message for readers, because all that
    /// was said in them changes messages that are not here.
    enum class Silent { no, yes } silent = Silent::no;
};

/// True if the list names the JID, or is empty.
bool is_wanted(const Jid& jid, const std::vector<Jid>& list);

/// Reads an archive beside a running agent. Never writes, never migrates. Each call is one short
/// read transaction; the for_each functions hold it until they return. Not thread-safe.
///
/// Callbacks return false to stop early.
class Reader {
public:
    /// Throws Error: missing, empty, damaged, not an archive, older or newer than this program.
    explicit Reader(const std::filesystem::path& path);
    ~Reader();
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    /// Throws UsageError for a name in the query that fits no contact. `take` may change the
    /// record, or move it away; the next message is put into the same one.
    void for_each_message(const query::Query& query,
                          const std::function<bool(MessageRecord&)>& take) const;
    /// What every message, and every copy of one, goes through before anybody is given it.
    struct Edits {
        std::function<void(MessageRecord&)> message;
        std::function<void(MessageCopy&)> copy;
    };
    /// Until it is called again; none at first.
    void edit_messages(Edits edits) const;
    /// Searches that no index answers call `tell` with how many messages they have looked at since
    /// this call. Until it is called again with nothing.
    void follow_scans(std::function<void(std::int64_t)> tell) const;
    /// Whatever `read` reads is of one state of the archive, as if it were one call.
    void read_at_once(const std::function<void()>& read) const;
    /// What is still being read at `end` fails with TimeOver; nothing: no limit, as at first.
    void limit_time(std::optional<std::chrono::steady_clock::time_point> end) const;
    /// True if the archive has the optional index for substrings and regular expressions.
    bool has_substring_index() const;
    /// Marks what has arrived so far, for query::Query::arrived_after. The order of arrival is not
    /// that of the ids: a message that comes late may be dated long before others.
    std::int64_t arrival_mark() const;
    std::int64_t count_messages(const query::Expression& where) const;
    /// How many there are of each day, contact or whatever `by` says: by time ascending, of clocks
    /// in `zone`; else the largest counts first. Costs little if only accounts and times are asked
    /// for.
    std::vector<MessageCount> count_messages(const query::Expression& where, CountBy by,
                                             const TimeZone& zone) const;
    /// From the first to the last message of a conversation; nothing if it has none.
    std::optional<Period> conversation_extent(const Jid& account, const Jid& with) const;
    /// The beginnings of the days on which it has messages, as clocks in `zone` show it, ascending:
    /// those that begin in the period. Costs the same however many messages there are.
    std::vector<Time> conversation_days(const Jid& account, const Jid& with, const Period& period,
                                        const TimeZone& zone) const;
    std::optional<MessageRecord> find_message(std::int64_t id) const;
    /// In the order of arrival; empty if there is no such message.
    std::vector<MessageCopy> copies(std::int64_t message_id) const;

    /// Ascending by seen_at within each contact.
    void for_each_presence(const Selection& selection,
                           const std::function<bool(const PresenceRecord&)>& take) const;
    /// The spans in which the accounts were being watched, by account and in the order in which
    /// they were written; only those that the selection's time touches. Contacts make no
    /// difference.
    void for_each_observation(const Selection& selection,
                              const std::function<bool(const ObservationRecord&)>& take) const;
    /// For each contact of the selection (all that have presence if it names none), ordered by
    /// account and contact; tiles the period exactly. See query::presence_intervals. An account
    /// that is connected, and whose last sign of life is not too old at `now`, counts as watched
    /// until `now`.
    void for_each_interval(const Selection& selection, const Period& period, Time now,
                           const std::function<bool(const PresenceInterval&)>& take) const;
    /// The same for each resource that was online in the period, which the interval names also
    /// where it is offline.
    void for_each_resource_interval(const Selection& selection, const Period& period, Time now,
                                    const std::function<bool(const PresenceInterval&)>& take) const;
    /// How each contact of the selection was at that time, also those of the roster who never sent
    /// anything; ordered by account and contact. The bounds of the selection make no difference.
    std::vector<PresenceAt> presence_at(const Selection& selection, Time at, Time now) const;

    /// Who was typing, paused, inactive or gone (XEP-0085), ascending by stamp within each
    /// conversation. Nothing is archived of that unless the configuration asks for it.
    void for_each_chat_state(const Selection& selection,
                             const std::function<bool(const ChatState&)>& take) const;

    /// The receipts that no record of a whole export has (query::Query::with_unshown_changes), by
    /// account and other side, of each conversation ascending by stamp.
    void for_each_unattached_receipt(
        const Selection& selection,
        const std::function<bool(const UnattachedReceipt&)>& take) const;

    /// Latest first. A conversation with a room has the type groupchat, every other one chat.
    std::vector<ConversationRecord> conversations(const Selection& selection) const;

    /// How far the account's own clients have read a conversation (XEP-0490); nothing if they did
    /// not say.
    std::optional<ReadMark> read_mark(const Jid& account, const Jid& with) const;

    /// All versions of the bookmarks of rooms (XEP-0402, 0048), by account and room, the oldest
    /// first. The bounds of the selection make no difference.
    std::vector<BookmarkRecord> bookmarks(const Selection& selection) const;

    /// Ordered by account and JID. Includes contacts that left the roster.
    std::vector<ContactRecord> contacts(const Selection& selection) const;
    /// What a contact is called now.
    struct ContactName {
        Jid account;
        Jid jid;
        std::string name;                          ///< in the roster
        std::string nickname;                      ///< of the vCard
        std::optional<Subscription> subscription;  ///< nothing if it never was in the roster
    };
    /// All that contacts() lists, in the same order, read in one go.
    std::vector<ContactName> contact_names() const;
    /// The contact as known at `at`. Nothing if it was not known then.
    std::optional<ContactRecord> contact_at(const Jid& account, const Jid& contact, Time at) const;
    std::vector<VCardVersion> vcard_versions(const Jid& account,
                                             const Jid& contact) const;  ///< oldest first
    std::vector<RosterVersion> roster_versions(const Jid& account,
                                               const Jid& contact) const;  ///< oldest first
    /// All versions of roster entries, vCards and what is published (XEP-0163), with the pictures,
    /// the keys of devices, and who says that he was that contact; ordered by account and contact,
    /// of each contact and kind the oldest first. Then what the accounts' clients keep on the
    /// server: versions of bookmarks, and how far they have read. The bounds of the selection make
    /// no difference.
    void for_each_contact_version(const Selection& selection,
                                  const std::function<bool(const Record&)>& take) const;
    /// The original <vCard/> of the version with that `fetched_at`; "" if there is none.
    std::string vcard_element(const Jid& account, const Jid& contact, Time fetched_at) const;
    /// All that the contact has published (XEP-0163), in the order in which it was seen.
    std::vector<PepEvent> pep_events(const Jid& account, const Jid& contact) const;
    /// The keys that its devices have shown, in the order in which they were first seen.
    std::vector<DeviceKeyRecord> device_keys(const Jid& account, const Jid& contact) const;
    /// The accounts that are OMEMO devices (XEP-0384), by JID.
    std::vector<OmemoDeviceRecord> omemo_devices() const;
    /// What became of an encrypted message; nullopt if its account was no device when it came.
    std::optional<OmemoMessageRecord> omemo_message(std::int64_t message) const;
    /// The encrypted messages of an account that could not be read, or wait, oldest first.
    std::vector<OmemoMessageRecord> unreadable_messages(const Jid& account) const;
    /// How many encrypted messages could not be read, by conversation. Those that still wait are
    /// not counted.
    std::vector<UnreadableRecord> unreadable(const Selection& selection) const;
    /// The picture that the contact published last until then (XEP-0084), if it is here.
    std::optional<Avatar> published_avatar(const Jid& account, const Jid& contact, Time at) const;
    /// Who has said that he was that contact under another address, oldest first.
    std::vector<MoveClaimRecord> move_claims(const Jid& account, const Jid& contact) const;
    /// What the account need not ask for again of what its contacts publish.
    struct PepKnown {
        struct Listed {
            Jid contact;
            Time at;  ///< when it was asked which nodes it has
        };
        struct Item {
            Jid contact;
            PepNode node;
            Time confirmed_at;
            /// What it names: the devices of a list, a picture; of other nodes nothing.
            std::vector<PepField> fields;
        };
        std::vector<Listed> listed;
        std::vector<Item> items;           ///< that are published, as far as known
        std::vector<DeviceKey> keys;       ///< `seen_at` is when they were fetched
        std::vector<std::string> avatars;  ///< hashes of pictures that are published and stored
    };
    /// Keys that were fetched at `keys_since` or later.
    PepKnown pep_known(const Jid& account, Time keys_since) const;
    std::optional<Avatar> find_avatar(const std::string& sha1) const;
    /// Another text after each change of what people are called: a version of a roster entry or of
    /// a vCard that came, or went with an import.
    std::string names_mark() const;
    /// JIDs whose roster name, vCard name, nickname or localpart is `name`, ignoring case; or the
    /// JID itself.
    std::vector<Jid> find_contacts(const std::string& name) const;
    /// The accounts with that JID, localpart or domain. Throws UsageError if there is none.
    std::vector<Jid> find_accounts(const std::string& name) const;

    /// Each with its state as the agent last wrote it. If no agent has the archive open, an account
    /// that was connecting or online is `offline`.
    std::vector<AccountRecord> accounts() const;
    StatsRecord stats() const;
    /// The runs of imports, the first one first; also those that were undone.
    std::vector<ImportRunRecord> import_runs() const;
    /// The rooms of an account as the agent last wrote them, ordered by JID.
    std::vector<RoomRecord> rooms(const Jid& account) const;
    /// How much is held of the account's own server archive and of its rooms', ordered by JID.
    std::vector<ArchiveProgress> server_archives(const Jid& account) const;
    /// All that the account's server has said of its archive, oldest first.
    std::vector<ArchiveTerms> archive_terms(const Jid& account) const;
    /// How far its collections (XEP-0136) are fetched; nothing if none ever were.
    std::optional<CollectionsFetched> collections_fetched(const Jid& account) const;
    /// The times of which something may be missing, ordered by account and time: nobody was
    /// connected and no server archive makes up for it, messages are not fetched yet, a server has
    /// deleted some or keeps none, its archive is the only source and has not answered for too long
    /// at `now`, or a stanza could not be taken. Of contacts, only rooms have archives of their
    /// own; gaps of the account's own archive are always included.
    std::vector<GapRecord> gaps(const Selection& selection, Time now) const;
    /// The stream that the account's next login may go on with.
    std::optional<StreamState> find_stream(const Jid& account) const;
    /// Whose vCards were fetched at that time or later, by that account.
    struct FetchedVCard {
        Jid contact;
        std::string photo_sha1;  ///< hex; "" if it has none
        Time fetched_at;         ///< the last time
    };
    std::vector<FetchedVCard> vcards_fetched_since(const Jid& account, Time since) const;
    /// The last proof of life of the span in which the account was watched last, by the clock of
    /// then. Nothing if it never was.
    std::optional<Time> watched_until(const Jid& account) const;
    /// When servers refused the account's logins since then, oldest first; none of before it was
    /// online last.
    std::vector<Time> login_refusals_since(const Jid& account, Time since) const;
    int schema_version() const;
    /// Sixteen hexadecimal digits that no other archive has.
    std::string archive_id() const;

    /// One line for each thing that is wrong: SQLite's own integrity, foreign keys, the search
    /// index, counters, hashes of avatars, stanzas that cannot be put together. Empty if all is
    /// well.
    std::vector<std::string> verify() const;
    /// Tables, views, indexes and triggers in the file that are not Boswell's, by type and name.
    /// None of them can act.
    std::vector<std::string> foreign_objects() const;

private:
    struct Connection;
    std::unique_ptr<Connection> connection_;
};

}  // namespace boswell::archive
