// SPDX-License-Identifier: GPL-3.0-or-later
// XEP-0227 1.1: accounts with their rosters and archives, as servers take them in.
#include "formats/format.hpp"
#include "formats/server_data.hpp"
#include "formats/server_data_importer.hpp"

#include <map>
#include <optional>
#include <tuple>

namespace boswell::formats {

namespace {

/// Users of one host come together.
struct ByHost {
    bool operator()(const Jid& one, const Jid& other) const {
        return std::tie(one.domainpart(), one.localpart()) <
               std::tie(other.domainpart(), other.localpart());
    }
};

/// The contacts of accounts whose messages have not come yet: rosters stand before archives.
using Contacts = std::map<Jid, std::vector<ContactRecord>, ByHost>;

std::vector<ContactRecord> take(Contacts& contacts, const Jid& account) {
    auto node = contacts.extract(account);
    return node.empty() ? std::vector<ContactRecord>() : std::move(node.mapped());
}

/// All accounts in one file.
class FileExporter : public Exporter {
public:
    FileExporter(StickyWriter& out, const ExportHead&) : data_(out) {}

    void add(const RecordView& record) override {
        if (const auto* contact = record.get_if<ContactRecord>())
            contacts_[contact->account].push_back(*contact);
        if (const auto* message = record.get_if<MessageRecord>()) {
            begin_until(contacts_.lower_bound(message->account));
            begin(message->account);
            data_.add(*message);
        }
    }
    void finish() override {
        begin_until(contacts_.end());
        data_.finish();
    }

private:
    void begin(const Jid& account) {
        data_.begin_user(account, [&] { return take(contacts_, account); });
    }
    /// The users who have contacts and no messages.
    void begin_until(Contacts::const_iterator end) {
        while (contacts_.cbegin() != end) begin(Jid(contacts_.begin()->first));
    }

    ServerData data_;
    Contacts contacts_;
};

/// A file for each account, as Prosody keeps them: user@host.xml.
class FolderExporter : public Exporter {
public:
    FolderExporter(FolderWriter& out, const ExportHead&) : out_(out) {}

    void add(const RecordView& record) override {
        if (const auto* contact = record.get_if<ContactRecord>())
            contacts_[contact->account].push_back(*contact);
        if (const auto* message = record.get_if<MessageRecord>()) {
            begin(message->account);
            data_->add(*message);
        }
    }
    void finish() override {
        while (!contacts_.empty()) begin(Jid(contacts_.begin()->first));
        if (data_) data_->finish();
    }

private:
    void begin(const Jid& account) {
        if (account == account_) return;
        if (data_) data_->finish();
        account_ = account;
        data_.emplace(out_.begin(account.str() + ".xml"));
        data_->begin_user(account, [&] { return take(contacts_, account); });
    }

    FolderWriter& out_;
    Contacts contacts_;
    Jid account_;
    std::optional<ServerData> data_;
};

}  // namespace

static std::unique_ptr<Exporter> make(StickyWriter& out, const ExportHead& head) {
    return std::make_unique<FileExporter>(out, head);
}

static std::unique_ptr<Exporter> make_folder(FolderWriter& out, const ExportHead& head) {
    return std::make_unique<FolderExporter>(out, head);
}

static bool recognises(std::string_view head) {
    return head.find("urn:xmpp:pie:0") != head.npos && head.find("server-data") != head.npos;
}

extern constinit const Format xep0227_format = {
    .name = "xep0227",
    .summary = "accounts with rosters and archives, for servers (XEP-0227)",
    .exporter = make,
    .importer = import_server_data,
    .recognises = recognises,
    .has_stanzas = true,
    .folder_exporter = make_folder,
};

}  // namespace boswell::formats
