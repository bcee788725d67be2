// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/writer.hpp"

#include "archive/lock.hpp"
#include "archive/open.hpp"
#include "archive/write/accounts.hpp"
#include "archive/write/addresses.hpp"
#include "archive/write/messages.hpp"
#include "archive/write/presences.hpp"
#include "archive/write/quarantine.hpp"
#include "archive/write/receipts.hpp"
#include "archive/write/rooms.hpp"
#include "archive/write/rosters.hpp"
#include "archive/write/server_archives.hpp"
#include "archive/write/vcards.hpp"
#include "sqlite/file.hpp"
#include "sqlite/transaction.hpp"

#include <chrono>
#include <exception>
#include <optional>

namespace boswell::archive {

namespace {

/// Long enough for another process's commit, short enough for a single-threaded agent not to lose
/// its connections: it retries by itself.
constexpr std::chrono::milliseconds patience{250};

/// The aggregates, by their tables, with their prepared statements and caches.
class Tables {
public:
    explicit Tables(sqlite::Database& database)
        : accounts_(database),
          addresses_(database),
          messages_(database, accounts_, addresses_),
          receipts_(database, accounts_, addresses_),
          presences_(database, accounts_, addresses_),
          rosters_(database, accounts_, addresses_),
          vcards_(database, accounts_, addresses_),
          quarantine_(database, accounts_),
          server_archives_(database, accounts_, addresses_),
          rooms_(database, accounts_, addresses_) {}

    void begin() { accounts_.disconnect_all(); }
    void write(const Event& event) { std::visit(*this, event); }
    void flush() { messages_.flush(); }
    void forget() noexcept {
        accounts_.forget();
        addresses_.forget();
        messages_.forget();
        receipts_.forget();
        presences_.forget();
    }

    void operator()(const Message& message) { messages_.write(message); }
    void operator()(const Presence& presence) { presences_.write(presence); }
    void operator()(const RosterUpdate& update) { rosters_.write(update); }
    void operator()(const VCardFetched& fetched) { vcards_.write(fetched); }
    void operator()(const ConnectionChanged& change) { accounts_.write(change); }
    void operator()(const ProofOfLife& proof) { accounts_.write(proof); }
    void operator()(const Quarantined& stanza) { quarantine_.write(stanza); }
    void operator()(const ArchiveProgress& progress) { server_archives_.write(progress); }
    void operator()(const GapFound& gap) { server_archives_.write(gap); }
    void operator()(const StreamState& stream) { server_archives_.write(stream); }
    void operator()(const RoomChanged& change) { rooms_.write(change); }
    void operator()(const Receipt& receipt) { receipts_.write(receipt); }
    void operator()(const ChatState& state) { receipts_.write(state); }

private:
    Accounts accounts_;
    Addresses addresses_;
    Messages messages_;
    Receipts receipts_;
    Presences presences_;
    Rosters rosters_;
    VCards vcards_;
    Quarantine quarantine_;
    ServerArchives server_archives_;
    Rooms rooms_;
};

/// One connection and everything that stands on it.
class Session {
public:
    enum class Start { first, again };

    Session(const std::filesystem::path& path, Start start)
        : database_(open_for_writing(path)), file_(sqlite::find_file(path)) {
        sqlite::Transaction transaction(database_, sqlite::Transaction::Kind::write);
        tables_.emplace(database_);  // some add what every archive has: key, dictionary
        if (start == Start::first) tables_->begin();
        transaction.commit();
        database_.wait_at_most(patience);
    }

    void write(std::span<const Event> batch) {
        require_file();
        try {
            sqlite::Transaction transaction(database_, sqlite::Transaction::Kind::write);
            for (const auto& event : batch) tables_->write(event);
            tables_->flush();
            transaction.commit();
        } catch (...) {
            tables_->forget();  // ids of rows that are no more
            throw;
        }
    }

private:
    /// What is written into a file without a name is gone when it is closed.
    void require_file() const {
        if (sqlite::find_file(database_.path()) == file_) return;
        throw Damaged("{} was moved, deleted or replaced while it was in use; put it back",
                      database_.path().string());
    }

    sqlite::Database database_;
    std::optional<sqlite::FileId> file_;
    std::optional<Tables> tables_;
};

}  // namespace

struct Writer::Parts {
    explicit Parts(const std::filesystem::path& archive)
        : path((make_folders(archive), archive)),
          lock(path),
          session(std::in_place, path, Session::Start::first) {}

    std::filesystem::path path;
    Lock lock;
    std::optional<Session> session;  ///< none after an I/O error
};

Writer::Writer(const std::filesystem::path& path) : parts_(std::make_unique<Parts>(path)) {}

Writer::~Writer() = default;

/// Opens the archive again after an I/O error. Whatever keeps it from that may pass, too.
static void reopen(std::optional<Session>& session, const std::filesystem::path& path) {
    try {
        session.emplace(path, Session::Start::again);
    } catch (const Unavailable&) {
        throw;
    } catch (const Damaged&) {
        throw;
    } catch (const Error&) {
        std::throw_with_nested(Unavailable("cannot open {} again", path.string()));
    }
}

void Writer::write(std::span<const Event> batch) {
    if (batch.empty()) return;
    if (!parts_->session) reopen(parts_->session, parts_->path);
    try {
        parts_->session->write(batch);
    } catch (const sqlite::IoFailed&) {
        parts_->session.reset();
        throw;
    }
}

}  // namespace boswell::archive
