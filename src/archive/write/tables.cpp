// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/tables.hpp"

namespace boswell::archive {

Tables::Tables(sqlite::Database& database)
    : accounts(database),
      addresses(database),
      conversations(database),
      messages(database, accounts, addresses, conversations),
      receipts(database, accounts, addresses, conversations),
      read_marks(database, accounts, addresses),
      bookmarks(database, accounts, addresses),
      presences(database, accounts, addresses),
      rosters(database, accounts, addresses),
      avatars(database),
      vcards(database, accounts, addresses, avatars),
      pep_events(database, accounts, addresses),
      device_keys(database, accounts, addresses),
      quarantine(database, accounts),
      login_refusals(database, accounts),
      server_archives(database, accounts, addresses),
      server_terms(database, accounts, addresses),
      rooms(database, accounts, addresses) {}

namespace {

struct Write {
    void operator()(const Message& message) const { tables.messages.write(message); }
    void operator()(const Presence& presence) const { tables.presences.write(presence); }
    void operator()(const RosterUpdate& update) const { tables.rosters.write(update); }
    void operator()(const VCardFetched& fetched) const { tables.vcards.write(fetched); }
    void operator()(const PepEvent& event) const {
        if (tables.pep_events.write(event)) tables.device_keys.see(event);
    }
    void operator()(const PepNodesListed& listed) const { tables.pep_events.write(listed); }
    void operator()(const MoveClaimed& claim) const { tables.pep_events.write(claim); }
    void operator()(const DeviceKey& key) const { tables.device_keys.write(key); }
    void operator()(const AvatarFetched& fetched) const { tables.avatars.id_of(fetched.avatar); }
    void operator()(const ConnectionChanged& change) const {
        tables.accounts.write(change);
        tables.login_refusals.see(change);
    }
    void operator()(const ProofOfLife& proof) const { tables.accounts.write(proof); }
    void operator()(const Quarantined& stanza) const { tables.quarantine.write(stanza); }
    void operator()(const LoginRefused& refusal) const { tables.login_refusals.write(refusal); }
    void operator()(const ArchiveProgress& progress) const {
        tables.server_archives.write(progress);
    }
    void operator()(const GapFound& gap) const { tables.server_archives.write(gap); }
    void operator()(const StreamState& stream) const { tables.server_archives.write(stream); }
    void operator()(const ArchivePreferencesTold& told) const { tables.server_terms.write(told); }
    void operator()(const ArchiveExtentTold& extent) const { tables.server_terms.write(extent); }
    void operator()(const CollectionsFetched& fetched) const {
        tables.server_archives.write(fetched);
    }
    void operator()(const RoomChanged& change) const { tables.rooms.write(change); }
    void operator()(const Receipt& receipt) const { tables.receipts.write(receipt); }
    void operator()(const ChatState& state) const { tables.receipts.write(state); }
    void operator()(const ReadMarked& mark) const { tables.read_marks.write(mark); }
    void operator()(const BookmarksTold& told) const { tables.bookmarks.write(told); }

    Tables& tables;
};

}  // namespace

void Tables::write(const Event& event) { std::visit(Write{*this}, event); }

void Tables::flush() {
    conversations.flush();
    messages.flush();
}

void Tables::forget() noexcept {
    accounts.forget();
    addresses.forget();
    conversations.forget();
    messages.forget();
    presences.forget();
}

}  // namespace boswell::archive
