// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/export_job.hpp"

#include "cli/gap_note.hpp"
#include "cli/help.hpp"
#include "cli/names.hpp"
#include "cli/person.hpp"
#include "cli/progress.hpp"
#include "cli/selection.hpp"
#include "cli/stanza_order.hpp"
#include "cli/surroundings.hpp"
#include "formats/conversation_files.hpp"
#include "query/parse.hpp"

#include <algorithm>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace boswell::cli {

namespace {

class ExportJob {
public:
    /// `has_failed` says whether what was exported could not be written.
    ExportJob(Context& context, const formats::Format& format, formats::Exporter& exporter,
              const ExportRange& range, std::function<bool()> has_failed)
        : context_(context),
          format_(format),
          exporter_(exporter),
          range_(range),
          has_failed_(std::move(has_failed)),
          gaps_(context) {}

    void add_vcard(const ContactRecord& contact);
    void add_contacts(const archive::Selection& selection);
    void add_presence(const archive::Selection& selection);
    void add_chat_states(const archive::Selection& selection);
    void add_messages();
    void add_receipts(const archive::Selection& selection);
    /// For a format that has stanzas: of each account the vCards of contacts, if those were added,
    /// and the messages.
    void add_accounts(const ExportKinds& kinds);
    const ExportCounts& counts() const { return counts_; }
    const GapNote& gaps() const { return gaps_; }

private:
    std::vector<ConversationRecord> conversations() const;
    void add_conversation(const query::Expression& where, Progress& progress);
    void add_account(const Jid& account, const query::Expression& where, Progress& progress);

    Context& context_;
    const formats::Format& format_;
    formats::Exporter& exporter_;
    const ExportRange& range_;
    std::vector<ContactRecord> with_vcard_;  // of a format that has stanzas; not the accounts' own
    std::function<bool()> has_failed_;
    ExportCounts counts_;
    GapNote gaps_;
};

/// The latest vCard, with the picture.
void ExportJob::add_vcard(const ContactRecord& contact) {
    const auto& archive = *context_.archive;
    const auto& [since, vcard, sha1, mime, bytes] = *contact.vcard;
    VCardRecord record{
        .fetched = {.account = contact.account,
                    .contact = contact.jid,
                    .fetched_at = since,
                    .vcard = vcard,
                    .avatar = archive.find_avatar(sha1),
                    .element = archive.vcard_element(contact.account, contact.jid, since)},
        .confirmed_at = since};
    exporter_.add(record);
}

void ExportJob::add_contacts(const archive::Selection& selection) {
    for (const auto& contact : context_.archive->contacts(selection)) {
        exporter_.add(with_person(context_, contact));
        ++counts_.contacts;
        if (!format_.has_stanzas || !contact.vcard) continue;
        if (contact.jid == contact.account)
            add_vcard(contact);
        else
            with_vcard_.push_back(contact);
    }
    if (!format_.is_whole) return;
    context_.archive->for_each_contact_version(selection, [this](const Record& version) {
        exporter_.add(version);
        return !has_failed_();
    });
}

// The spans come first: without them no reader can tell unknown from offline.
void ExportJob::add_presence(const archive::Selection& selection) {
    context_.archive->for_each_observation(selection, [this](const ObservationRecord& observed) {
        exporter_.add(observed);
        ++counts_.observations;
        return !has_failed_();
    });
    context_.archive->for_each_presence(selection, [this](const PresenceRecord& presence) {
        exporter_.add(with_person(context_, presence));
        ++counts_.presences;
        return !has_failed_();
    });
}

void ExportJob::add_chat_states(const archive::Selection& selection) {
    context_.archive->for_each_chat_state(selection, [this](const ChatState& state) {
        exporter_.add(with_person(context_, state));
        ++counts_.chat_states;
        return !has_failed_();
    });
}

void ExportJob::add_conversation(const query::Expression& where, Progress& progress) {
    const query::Query query{.where = where,
                             .sort = query::Sort::oldest,
                             .arrived_after = range_.after,
                             .with_unshown_changes = format_.is_whole};
    context_.archive->for_each_message(query, [&](MessageRecord& message) {
        add_person(context_, message);
        exporter_.add(message);
        ++counts_.messages;
        gaps_.add(message);
        progress.advance();
        return !has_failed_();
    });
}

std::vector<ConversationRecord> ExportJob::conversations() const {
    using Silent = archive::Selection::Silent;
    const bool also_silent = format_.is_whole || format_.has_stanzas;
    return context_.archive->conversations({.silent = also_silent ? Silent::yes : Silent::no});
}

void ExportJob::add_account(const Jid& account, const query::Expression& where,
                            Progress& progress) {
    const auto of_account = query::field(query::Field::account, account.str());
    const query::Query query{.where = query::all_of({where, of_account}),
                             .sort = query::Sort::oldest,
                             .with_unshown_changes = true};
    StanzaOrder order(*context_.archive,
                      [this](const MessageRecord& message) { exporter_.add(message); });
    context_.archive->for_each_message(query, [&](MessageRecord& message) {
        if (message.account != account) return true;  // a domain also means all of its users
        ++counts_.messages;
        gaps_.add(message);
        order.add(std::move(message));
        progress.advance();
        return !has_failed_();
    });
    order.finish();
}

void ExportJob::add_accounts(const ExportKinds& kinds) {
    const auto where = message_filter(context_, context_.arguments.text());
    std::set<std::pair<std::string, std::string>> accounts;  // by host
    const auto add = [&](const Jid& account) {
        accounts.emplace(account.domainpart(), account.localpart());
    };
    for (const auto& contact : with_vcard_) add(contact.account);
    if (kinds.messages) {
        for (const auto& each : conversations()) add(each.account);
    }
    const auto messages = kinds.messages ? context_.archive->count_messages(where) : 0;
    Progress progress(context_.arguments, messages);
    for (const auto& [host, user] : accounts) {
        const auto account = Jid::of(user.empty() ? host : user + '@' + host);
        for (const auto& contact : with_vcard_) {
            if (contact.account == account && !has_failed_()) add_vcard(contact);
        }
        if (kinds.messages) add_account(account, where, progress);
    }
}

void ExportJob::add_messages() {
    const auto where = message_filter(context_, context_.arguments.text());
    Progress progress(context_.arguments, context_.archive->count_messages(where));
    auto conversations = this->conversations();
    // An order by time would depend on messages that are not in the export.
    std::ranges::sort(conversations, {}, [](const ConversationRecord& each) {
        return std::tie(each.account, each.with);
    });
    for (const auto& each : conversations) {
        try {
            const auto here = query::conversation(each.account, each.with);
            add_conversation(query::all_of({where, here}), progress);
        } catch (const UsageError&) {
            throw;  // the query is wrong, so it would fail in every conversation
        } catch (const std::exception& error) {
            ++counts_.failed;
            complain(fmt::format("{}: {}", each.with.str(), explain(error)));
        }
    }
}

// Words are looked for in messages, and when a receipt arrived is not known.
void ExportJob::add_receipts(const archive::Selection& selection) {
    if (!format_.is_whole || range_.after || !context_.arguments.operands().empty()) return;
    context_.archive->for_each_unattached_receipt(selection, [this](const auto& receipt) {
        exporter_.add(with_person(context_, receipt));
        return !has_failed_();
    });
}

}  // namespace

static formats::ExportHead head_of(const Context& context, const ExportRange& range) {
    return {.query = context.arguments.text(),
            .version = std::string(program_version),
            .schema = context.archive->schema_version(),
            .zone = context.clock.zone,
            .names = names_in(context),
            .kinds = context.arguments.value("what").value_or("messages"),
            .byte_order_mark = context.arguments.has("bom"),
            .mark = range.mark,
            .goes_on_after = range.goes_on_after,
            .with_search = !context.arguments.has("no-search"),
            .surroundings = surroundings_in(context)};
}

/// `Output` is a writer for one file or for a folder, `make` the function of the format for it.
template <typename Output, typename Make>
static ExportCounts write(Context& context, const formats::Format& format, const ExportKinds& kinds,
                          Output& out, Make make, const ExportRange& range) {
    const auto selection = record_filter(context, context.arguments.values("with"));
    if (format.has_link_keys) context.archive->edit_messages({});
    const auto exporter = make(out, head_of(context, range));
    ExportJob job(context, format, *exporter, range, [&out] { return out.failed(); });
    if (kinds.contacts) job.add_contacts(selection);
    if (kinds.presence) job.add_presence(selection);
    if (kinds.chat_states) job.add_chat_states(selection);
    if (format.has_stanzas) job.add_accounts(kinds);
    if (kinds.messages && !format.has_stanzas) {
        job.add_messages();
        job.add_receipts(selection);
    }
    if (job.counts().failed == 0)
        exporter->finish();
    else
        exporter->finish_without(job.counts().failed);
    out.flush();
    if (kinds.messages && !out.failed()) job.gaps().print();
    return job.counts();
}

ExportCounts write_export(Context& context, const formats::Format& format, const ExportKinds& kinds,
                          formats::StickyWriter& out, const ExportRange& range) {
    return write(context, format, kinds, out, format.exporter, range);
}

ExportCounts write_export(Context& context, const formats::Format& format, const ExportKinds& kinds,
                          formats::FolderWriter& out) {
    const auto make = [&](formats::FolderWriter& folder, const formats::ExportHead& head) {
        return context.arguments.has("per-conversation")
                   ? formats::export_conversations(folder, format, head)
                   : format.folder_exporter(folder, head);
    };
    return write(context, format, kinds, out, make, {});
}

}  // namespace boswell::cli
