// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/printable.hpp"
#include "cli/command.hpp"
#include "cli/common_options.hpp"
#include "cli/context.hpp"
#include "cli/fields.hpp"
#include "cli/selection.hpp"
#include "formats/json_omemo.hpp"
#include "formats/json_pep.hpp"
#include "view/omemo_text.hpp"
#include "view/pep_text.hpp"
#include "view/times.hpp"

#include <optional>
#include <vector>

namespace boswell::cli {

namespace {

/// Prints one thing after the other, with an empty line between them.
class Listing {
public:
    explicit Listing(Context& context) : context_(context) {}

    template <typename Record>
    void record(const Record& record) {
        any_ = true;
        if (context_.json()) context_.out.print("{}\n", formats::to_json(record));
    }
    /// Nothing if the records are printed as JSON.
    std::optional<Fields> begin(std::string_view heading) {
        if (context_.json()) return std::nullopt;
        if (begun_) context_.out.write("\n");
        begun_ = true;
        Fields fields(context_.out, context_.clock.zone);
        fields.begin(heading);
        return fields;
    }
    bool any() const { return any_; }

private:
    Context& context_;
    bool any_ = false;
    bool begun_ = false;
};

}  // namespace

static void print_own(Context& context, const std::vector<Jid>& accounts, Listing& listing) {
    for (const auto& device : context.archive->omemo_devices()) {
        if (!archive::is_wanted(device.account, accounts)) continue;
        listing.record(device);
        auto fields = listing.begin(fmt::format("This archive, for {}", device.account.str()));
        if (!fields) continue;
        fields->lines("device",
                      fmt::format("{}: {}", device.device, view::grouped(device.fingerprint)));
        fields->time("reads since", device.created_at);
    }
}

static std::string standing_of(const DeviceKeyRecord& key, const TimeZone& zone) {
    return fmt::format("first seen {}{}", view::exact_time(key.first_seen, zone),
                       key.announced ? "" : ", no longer published");
}

static void print_contacts(Context& context, const archive::Selection& selection,
                           Listing& listing) {
    for (const auto& contact : context.archive->contacts(selection)) {
        const auto keys = context.archive->device_keys(contact.account, contact.jid);
        if (keys.empty()) continue;
        auto fields = listing.begin(printable(contact.jid.str()));
        for (const auto& key : keys) {
            listing.record(key);
            if (!fields) continue;
            fields->lines("key", view::key_text(key));
            fields->lines("", standing_of(key, context.clock.zone));
        }
    }
}

static std::string unread_line(const OmemoMessageRecord& message, const TimeZone& zone) {
    const auto why = message.failure ? view::reason_of(*message.failure)
                                     : std::string_view("it waits for messages from before it");
    return fmt::format("{} {}: {}", view::exact_time(message.stamp, zone),
                       printable(message.with.str()), why);
}

static void print_unread(Context& context, const archive::Selection& selection, Listing& listing) {
    for (const auto& account : context.archive->accounts()) {
        if (!archive::is_wanted(account.jid, selection.accounts)) continue;
        auto messages = context.archive->unreadable_messages(account.jid);
        std::erase_if(messages, [&](const OmemoMessageRecord& message) {
            return !archive::is_wanted(message.with, selection.contacts);
        });
        if (messages.empty()) continue;
        auto fields = listing.begin(fmt::format("Not read, for {}", account.jid.str()));
        for (const auto& message : messages) {
            listing.record(message);
            if (fields)
                fields->lines(fmt::format("{}", message.message),
                              unread_line(message, context.clock.zone));
        }
    }
}

static ExitStatus run(Context& context) {
    const auto selection = record_filter(context, context.arguments.operands());
    if (!context.json()) context.out.page();
    Listing listing(context);
    if (context.arguments.operands().empty()) print_own(context, selection.accounts, listing);
    print_contacts(context, selection, listing);
    print_unread(context, selection, listing);
    if (listing.any()) return ExitStatus::done;
    complain("no keys are archived; see omemo in boswell.toml(5)");
    return ExitStatus::nothing_found;
}

static constexpr Option options[] = {account_option};

extern constinit const Command keys_command = {
    .name = "keys",
    .summary = "keys of OMEMO devices, and what could not be read",
    .operands_at_least = 0,
    .operands_at_most = 1,
    .options = options,
    .run = run,
};

}  // namespace boswell::cli
