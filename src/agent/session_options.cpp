// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/session_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace boswell::agent {

/// The room as it was at the end of the last session.
static void recall_room(const RoomRecord& earlier, xmpp::RoomOptions& room) {
    room.joined = earlier.state == RoomState::joined;
    if (room.joined) room.current_nickname = earlier.nickname;
    room.seen_until = earlier.seen_until;
    room.subject = earlier.subject;
}

/// How much is held of the rooms' archives.
static void recall_progress(const std::vector<ArchiveProgress>& archives,
                            std::vector<xmpp::RoomOptions>& rooms) {
    for (auto& room : rooms) {
        const auto held = std::ranges::find(archives, room.room, &ArchiveProgress::archive);
        if (held != archives.end()) room.progress = *held;
    }
}

/// The rooms of the configuration, and others if bookmarks are followed.
static void recall_rooms(const AccountConfig& config, const archive::Reader& archive,
                         xmpp::SessionOptions& options) {
    for (const auto& wanted : config.rooms) {
        auto& room = options.rooms.emplace_back();
        room.room = wanted.room;
        room.nickname = wanted.nickname;
    }
    for (const auto& earlier : archive.rooms(config.jid)) {
        const auto named = std::ranges::find(options.rooms, earlier.jid, &xmpp::RoomOptions::room);
        if (named != options.rooms.end()) {
            recall_room(earlier, *named);
        } else if (config.follow_bookmarks) {
            auto& room = options.earlier_rooms.emplace_back();
            room.room = earlier.jid;
            room.nickname = earlier.nickname;
            recall_room(earlier, room);
        }
    }
    const auto archives = archive.server_archives(config.jid);
    recall_progress(archives, options.rooms);
    recall_progress(archives, options.earlier_rooms);
}

/// On a resumed stream the server does not send the roster again.
static std::vector<RosterItem> roster(const Jid& account, const archive::Reader& archive) {
    std::vector<RosterItem> items;
    for (const auto& contact : archive.contacts({.accounts = {account}})) {
        if (contact.subscription && *contact.subscription != Subscription::remove)
            items.push_back({.jid = contact.jid, .subscription = *contact.subscription});
    }
    return items;
}

/// The device as which the account is still listed, although it is none any more.
static std::optional<std::uint32_t> former_device(const AccountConfig& config,
                                                  const archive::Reader& archive) {
    if (config.omemo) return std::nullopt;
    for (const auto& device : archive.omemo_devices()) {
        if (device.account == config.jid) return device.device;
    }
    return std::nullopt;
}

static void recall(const AccountConfig& config, const archive::Reader& archive,
                   xmpp::SessionOptions& options) {
    options.resume = archive.find_stream(config.jid);
    if (options.resume && options.resume->announcement != announcement(config))
        options.resume.reset();
    if (options.resume) options.contacts = roster(config.jid, archive);
    options.watched_until = archive.watched_until(config.jid);
    options.former_device = former_device(config, archive);
    recall_rooms(config, archive, options);
    options.collections = archive.collections_fetched(config.jid);
    for (auto& progress : archive.server_archives(config.jid)) {
        if (progress.archive == config.jid) options.progress = std::move(progress);
    }
    for (const auto& account : archive.accounts()) {
        if (account.jid != config.jid) continue;
        options.features = account.features;
        // What the user names in the configuration is the user's decision.
        if (config.mechanisms.empty()) options.weakest_mechanism = account.sasl;
    }
}

std::string announcement(const AccountConfig& config) {
    auto text = fmt::format(
        "{} {} {} {}", config.announce ? "announce" : "none", to_string(config.show),
        config.priority ? std::to_string(*config.priority) : "automatic", config.resource);
    if (config.announce) text += " +notify";
    if (config.omemo) text += " omemo";
    if (config.follow_bookmarks) text += " bookmarks";
    for (const auto& room : config.rooms)
        text += fmt::format("\n{}/{}", room.room.str(), room.nickname);
    return text;
}

xmpp::SessionOptions session_options(const AccountConfig& config, const archive::Reader& archive,
                                     Time now) {
    xmpp::SessionOptions options;
    options.account = config.jid;
    options.resource = config.resource;
    if (config.oauth2) options.application = config.oauth2->client_id;
    options.profile = config.profile;
    options.ping_after = config.profile->ping_after;
    options.mechanisms = config.mechanisms;
    options.announce = config.announce;
    options.show = config.show;
    options.priority = config.priority;
    options.vcards = config.vcards;
    options.follow_bookmarks = config.follow_bookmarks;
    options.history.wanted = config.history.wanted;
    if (config.history.most) options.history.since = now - *config.history.most;
    recall(config, archive, options);
    return options;
}

}  // namespace boswell::agent
