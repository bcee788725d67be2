// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/json_account.hpp"

namespace boswell::formats {

static void add(JsonObject& object, const std::optional<HeldArchive>& held) {
    if (!held) return;
    JsonObject archive(object.member("archive"));
    archive.boolean("complete", held->complete);
    if (held->caught_up_at) archive.time("caught_up_at", *held->caught_up_at);
    if (held->oldest) archive.time("oldest", *held->oldest);
    archive.close();
}

static std::vector<std::string> texts_of(const std::vector<Jid>& jids) {
    std::vector<std::string> texts;
    texts.reserve(jids.size());
    for (const auto& jid : jids) texts.push_back(jid.str());
    return texts;
}

static void add(JsonObject& object, const ArchiveTerms& terms) {
    JsonObject server(object.member("keeps"));
    const auto& preferences = terms.preferences;
    if (preferences.usual) server.text("default", to_string(*preferences.usual));
    server.list("always", texts_of(preferences.always));
    server.list("never", texts_of(preferences.never));
    if (terms.is_only_source) server.boolean("only_source", true);
    server.time("confirmed_at", terms.confirmed_at);
    server.close();
}

static void add(JsonObject& object, const ArchiveExtent& extent) {
    JsonObject server(object.member("extent"));
    if (extent.oldest) server.time("oldest", *extent.oldest);
    if (extent.newest) server.time("newest", *extent.newest);
    server.time("told_at", extent.told_at);
    server.close();
}

static void add(JsonObject& object, const RoomRecord& room) {
    object.text("jid", room.jid.str());
    object.text("nickname", room.nickname);
    object.text("state", to_string(room.state));
    object.time("since", room.since);
    object.text("subject", room.subject);
    object.text("reason", room.reason);
    add(object, room.archive);
}

void add(JsonObject& object, const AccountRecord& account) {
    object.text("jid", account.jid.str());
    object.text("state", to_string(account.state));
    if (account.since) object.time("since", *account.since);
    if (account.last_proof) object.time("last_proof", *account.last_proof);
    object.text("tls", account.tls);
    object.text("sasl", account.sasl);
    object.list("features", account.features);
    object.number("messages", account.messages);
    object.text("last_error", account.last_error);
    add(object, account.archive);
    if (account.terms) add(object, *account.terms);
    if (account.extent) add(object, *account.extent);
    if (account.retention) object.number("retention_hours", account.retention->count());
    add_list(object, "rooms", account.rooms,
             [](auto& entry, const RoomRecord& room) { add(entry, room); });
}

}  // namespace boswell::formats
