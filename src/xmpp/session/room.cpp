// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/room.hpp"

#include "base/log.hpp"
#include "stanza/archive.hpp"
#include "stanza/delay.hpp"
#include "stanza/room.hpp"
#include "xmpp/sasl/redact.hpp"

#include <algorithm>
#include <utility>

namespace boswell::xmpp {

using namespace std::chrono_literals;

static constexpr log::Domain domain{"room"};
// The room's clock may differ from ours. Messages that it repeats for that reason are recognised.
static constexpr milliseconds overlap = 60s;
static constexpr std::size_t most_underscores = 3;
static constexpr int most_unanswered = 2;

Room::Room(const RoomOptions& options, const SessionOptions& session_options,
           stanza::Context& context, Outlet& outlet)
    : room_(options.room),
      options_(options),
      session_options_(session_options),
      context_(context),
      outlet_(outlet),
      archive_({.archive = options.room,
                .history = session_options.history,
                .progress = options.progress,
                .hole = find_hole(session_options, options.room)},
               context, outlet),
      self_ping_(session_options.room_ping_after, outlet,
                 [this](SelfPing::Answer answer) { take_answer(answer); }),
      nickname_(options.nickname),
      subject_(options.subject),
      seen_until_(options.seen_until) {
    // Only a room that strips forged stanza-ids keeps an archive (XEP-0313 5.1.1).
    context_.rooms[room_] = {.nickname = nickname_,
                             .gives_stanza_ids = options.progress.has_value()};
}

void Room::enter() {
    if (!options_.fault.empty())
        return go_out(RoomState::failed, options_.fault, ReentryDelay::unwelcome);
    stage_ = Stage::asking;
    change(RoomState::joining, "");
    ask_features();
}

void Room::resume(const std::string& nickname) {
    stage_ = Stage::verifying;
    take_nickname(nickname);
    heard();
    change(RoomState::joined, "");
    ask_features();
}

void Room::ask_features() {
    outlet_.ask({.type = "get", .to = room_, .payload = make_tag("query", ns::disco_info)},
                [this](const stanza::Element* iq) { take_features(iq); });
}

void Room::take_features(const stanza::Element* iq) {
    if (stage_ != Stage::asking && stage_ != Stage::verifying) return;
    if (iq == nullptr) return fail("the room does not answer");
    const auto* query = is_result(iq) ? find_child(*iq, "query", ns::disco_info) : nullptr;
    if (query != nullptr) read_features(*query);
    if (stage_ == Stage::verifying) return self_ping_.ask(self());
    const auto condition = error_condition(*iq);
    // To enter would create the room.
    if (condition == "item-not-found") return fail("there is no such room");
    if (condition.starts_with("remote-server")) return fail("the room's server cannot be reached");
    join();  // after any other error: some rooms tell their features only to occupants
}

void Room::read_features(const stanza::Element& query) {
    const auto children = query.children();
    const auto has = [&](std::string_view name) {
        return std::ranges::any_of(children, [&](const auto& child) {
            return is(child, "feature", ns::disco_info) && child.attribute("var") == name;
        });
    };
    ours().gives_stanza_ids = has(ns::stanza_id) || has(ns::archive);
    ours().gives_occupant_ids = has(ns::occupant_id);
    ours().tells_real_jids = has("muc_nonanonymous") ? room_ : Jid();
    fetches_archive_ = has(ns::archive) && session_options_.history.wanted;
}

void Room::join() {
    stage_ = Stage::joining;
    deadline_ = outlet_.clock() + session_options_.iq_timeout;
    ours().entered_at = now();
    auto presence = make_tag("presence", ns::client);
    presence->addAttribute("to", self().str());
    auto& x = add_child(*presence, "x", ns::muc);
    if (!options_.password.empty()) add_child(x, "password").setCData(options_.password);
    if (seen_until_)
        add_child(x, "history").addAttribute("since", to_rfc3339(*seen_until_ - overlap));
    if (session_options_.show != Show::available)
        add_child(*presence, "show").setCData(std::string(to_string(session_options_.show)));
    outlet_.send(std::move(presence));
}

void Room::tick() {
    const auto time = outlet_.clock();
    if (stage_ == Stage::joining && time >= deadline_)
        fail("the room does not let us in and does not say why");
    if (stage_ == Stage::outside && time >= deadline_) enter();
    if (stage_ != Stage::joined) return;
    begin_fetch();
    archive_.tick(time);
    settle_gap();
    self_ping_.tick(self());
}

void Room::see_presence(const stanza::Element& presence) {
    heard();
    const auto notice = read_room_notice(presence);
    if (notice.error) {
        if (stage_ == Stage::joining) take_error(notice);
        return;
    }
    const bool inside = stage_ == Stage::joined || stage_ == Stage::verifying;
    // Before we are in, the nickname may still be somebody else's.
    if (!notice.is_self() && !(inside && notice.nickname == nickname_)) return;
    if (notice.available) {
        ours().occupant_id = find_occupant_id(presence, ours());
        return entered(notice);
    }
    if (notice.statuses.contains(303)) {
        take_nickname(notice.new_nickname);
        return;
    }
    if (!inside) return;
    reentry_.stayed(outlet_.clock() - entered_at_);
    const bool kicked = notice.statuses.contains(307);
    const auto delay = kicked ? reentry_.after_kick() : reentry_.after_failure();
    go_out(RoomState::left, why_left(notice),
           is_unwelcome(notice) ? ReentryDelay::unwelcome : delay);
}

void Room::take_error(RoomNotice notice) {
    notice.text = redact(std::move(notice.text), options_.password);
    const bool can_differ = nickname_.size() < options_.nickname.size() + most_underscores;
    if (notice.condition == "conflict" && can_differ && take_nickname(nickname_ + "_"))
        return join();
    take_nickname(options_.nickname);
    const bool wrong = notice.condition == "not-authorized" && !options_.password.empty();
    go_out(RoomState::failed, wrong ? why_password_refused(notice) : why_refused(notice),
           is_unwelcome(notice) ? ReentryDelay::unwelcome : reentry_.after_failure());
}

/// False if it is not a valid nickname: a room can send any text.
bool Room::take_nickname(const std::string& nickname) {
    const auto jid = Jid::parse(room_.str() + '/' + nickname);
    if (!jid || jid->is_bare()) return false;
    nickname_ = jid->resourcepart();
    ours().nickname = nickname_;
    return true;
}

void Room::entered(const RoomNotice& notice) {
    take_nickname(notice.nickname);
    if (stage_ != Stage::joining) return;
    if (notice.statuses.contains(201)) {  // the room was just closed, and we have created it anew
        leave();
        return fail("there is no such room");
    }
    stage_ = Stage::joined;
    entered_at_ = outlet_.clock();
    subject_due_ = true;
    change(RoomState::joined, "");
    catch_up();
}

void Room::catch_up() {
    owed_since_ = std::exchange(seen_until_, std::nullopt);
    fetch_due_ = fetches_archive_;
    begin_fetch();
    settle_gap();
}

// The fetch that was under way when we were thrown out must have ended first.
void Room::begin_fetch() {
    if (!fetch_due_ || !archive_.idle()) return;
    fetch_due_ = false;
    archive_.begin(outlet_.clock());
}

/// Reports a gap if the room's archive does not fill our absence.
void Room::settle_gap() {
    if (!owed_since_ || fetch_due_ || !archive_.idle()) return;
    const auto since = *std::exchange(owed_since_, std::nullopt);
    if (archive_.caught_up() || since >= now()) return;
    outlet_.emit(GapFound{.account = context_.account,
                          .archive = room_,
                          .since = since,
                          .until = now(),
                          .reason = "nobody was in the room, and it gives no archive"});
}

void Room::heard() {
    self_ping_.heard();
    last_heard_ = now();
}

bool Room::repeats(const stanza::Element& message) {
    heard();
    if (is_archive_result(message)) {
        archive_.see(message);
        return false;
    }
    const auto* subject = find_child(message, "subject", ns::client);
    const bool speaks = find_child(message, "body", ns::client) != nullptr;
    if (message.attribute("type") != "groupchat" || subject == nullptr || speaks) return false;
    return take_subject(subject->text(), find_delay(message, room_).has_value());
}

// A subject without a date that comes when we enter was set at some time before that. Where there
// is an archive, it has the subject with its date.
bool Room::take_subject(std::string_view subject, bool dated) {
    const bool sent_at_entry = std::exchange(subject_due_, false);
    const bool new_to_us = std::exchange(subject_, subject) != subject;
    if (new_to_us) report();
    return sent_at_entry && (!new_to_us || (!dated && fetches_archive_));
}

void Room::take_answer(SelfPing::Answer answer) {
    if (stage_ != Stage::joined && stage_ != Stage::verifying) return;
    switch (answer) {
        case SelfPing::Answer::inside:
            return still_there();
        case SelfPing::Answer::outside:
            return forgotten("the room has forgotten us");
        case SelfPing::Answer::none:
            if (stage_ == Stage::verifying || self_ping_.unanswered() >= most_unanswered)
                forgotten("the room does not answer");
    }
}

void Room::still_there() {
    heard();
    if (stage_ != Stage::verifying) return;
    stage_ = Stage::joined;
    seen_until_.reset();  // nothing was missed
    catch_up();
}

void Room::forgotten(const std::string& reason) {
    go_out(RoomState::left, reason, std::chrono::seconds(0));
    enter();
}

void Room::leave() {
    if (stage_ == Stage::outside || stage_ == Stage::asking || stage_ == Stage::dismissed) return;
    auto presence = make_tag("presence", ns::client);
    presence->addAttribute("to", self().str());
    presence->addAttribute("type", "unavailable");
    outlet_.send(std::move(presence));
}

void Room::dismiss(const std::string& reason) {
    leave();
    if (stage_ == Stage::joined) seen_until_ = last_heard_;
    owed_since_.reset();  // what was said meanwhile is no longer wanted
    fetch_due_ = false;
    stage_ = Stage::dismissed;
    change(RoomState::left, reason);
}

void Room::go_out(RoomState state, const std::string& reason, std::chrono::seconds delay) {
    if (stage_ == Stage::joined) seen_until_ = last_heard_;
    // The stream before this one lived until seen_until_, but the room's last answer to a ping may
    // be older by this much.
    if (stage_ == Stage::verifying && seen_until_) *seen_until_ -= session_options_.room_ping_after;
    if (owed_since_) seen_until_ = std::exchange(owed_since_, std::nullopt);
    stage_ = Stage::outside;
    deadline_ = outlet_.clock() + delay;
    log::warning(domain, "{}: {}: {}; next attempt in {} s", context_.account.str(), room_.str(),
                 reason, delay.count());
    change(state, reason);
}

void Room::fail(const std::string& reason) {
    go_out(RoomState::failed, reason, reentry_.after_failure());
}

void Room::change(RoomState state, const std::string& reason) {
    reported_ = {.account = context_.account,
                 .room = room_,
                 .nickname = {},
                 .state = state,
                 .at = now(),
                 .seen_until = seen_until_,
                 .reason = reason};
    report();
}

void Room::report() {
    reported_.nickname = nickname_;
    reported_.subject = subject_;
    outlet_.emit(reported_);
}

bool Room::idle() const {
    return stage_ == Stage::outside || stage_ == Stage::dismissed ||
           (stage_ == Stage::joined && !fetch_due_ && archive_.idle());
}

}  // namespace boswell::xmpp
