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

bool is_own(const VCardRecord& vcard) { return vcard.fetched.contact == vcard.fetched.account; }

/// What is known of accounts whose messages have not come yet: rosters stand before archives.
using Users = std::map<Jid, ServerUser, ByHost>;

ServerUser take(Users& users, const Jid& account) {
    auto node = users.extract(account);
    return node.empty() ? ServerUser() : std::move(node.mapped());
}

/// Keeps what stands before the vCards of contacts.
void add_contact(Users& users, const RecordView& record) {
    if (const auto* contact = record.get_if<ContactRecord>())
        users[contact->account].contacts.push_back(*contact);
    if (const auto* vcard = record.get_if<VCardRecord>(); vcard != nullptr && is_own(*vcard))
        users[vcard->fetched.account].vcard = vcard->fetched;
}

/// All accounts in one file.
class FileExporter : public Exporter {
public:
    FileExporter(StickyWriter& out, const ExportHead&) : data_(out) {}

    void add(const RecordView& record) override {
        add_contact(users_, record);
        if (const auto* vcard = record.get_if<VCardRecord>(); vcard != nullptr && !is_own(*vcard)) {
            go_to(vcard->fetched.account);
            data_.add(*vcard);
        }
        if (const auto* message = record.get_if<MessageRecord>()) {
            go_to(message->account);
            data_.add(*message);
        }
    }
    void finish() override {
        begin_until(users_.end());
        data_.finish();
    }

private:
    void begin(const Jid& account) {
        data_.begin_user(account, [&] { return take(users_, account); });
    }
    void go_to(const Jid& account) {
        begin_until(users_.lower_bound(account));
        begin(account);
    }
    /// The users who have contacts and no messages.
    void begin_until(Users::const_iterator end) {
        while (users_.cbegin() != end) begin(Jid(users_.begin()->first));
    }

    ServerData data_;
    Users users_;
};

/// A file for each account, as Prosody keeps them: user@host.xml.
class FolderExporter : public Exporter {
public:
    FolderExporter(FolderWriter& out, const ExportHead&) : out_(out) {}

    void add(const RecordView& record) override {
        add_contact(users_, record);
        if (const auto* vcard = record.get_if<VCardRecord>(); vcard != nullptr && !is_own(*vcard)) {
            begin(vcard->fetched.account);
            data_->add(*vcard);
        }
        if (const auto* message = record.get_if<MessageRecord>()) {
            begin(message->account);
            data_->add(*message);
        }
    }
    void finish() override {
        while (!users_.empty()) begin(Jid(users_.begin()->first));
        if (data_) data_->finish();
    }

private:
    void begin(const Jid& account) {
        if (account == account_) return;
        if (data_) data_->finish();
        account_ = account;
        data_.emplace(out_.begin(account.str() + ".xml"));
        data_->begin_user(account, [&] { return take(users_, account); });
    }

    FolderWriter& out_;
    Users users_;
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
    .has_link_keys = true,
    .has_undated_contacts = true,
    .folder_exporter = make_folder,
};

}  // namespace boswell::formats
