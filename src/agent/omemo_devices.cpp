// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/omemo_devices.hpp"

#include "archive/omemo_device.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "omemo/answer.hpp"
#include "omemo/keys.hpp"
#include "omemo/reading.hpp"
#include "omemo/session.hpp"

#include <fmt/core.h>

#include <string>

namespace boswell::agent {

using archive::OmemoDevice;
using archive::OmemoKeys;

static constexpr log::Domain domain{"omemo"};

static void fill_up(OmemoKeys& keys, std::uint32_t wanted) {
    const auto left = keys.unused_pre_keys().size();
    if (left >= wanted) return;
    const auto lacking = wanted - static_cast<std::uint32_t>(left);
    keys.add_pre_keys(omemo::new_pre_keys(keys.next_pre_key(), lacking));
}

static void renew_signed_pre_key(OmemoKeys& keys, Time now) {
    const auto latest = keys.signed_pre_key();
    if (latest && now - latest->created_at < OmemoDevices::signed_pre_key_age) return;
    const auto id = latest ? latest->key.id + 1 : 1;
    keys.add_signed_pre_key(omemo::new_signed_pre_key(keys.identity(), id, now), now);
    keys.remove_signed_pre_keys_of_before(now - OmemoDevices::signed_pre_key_kept);
}

static std::vector<OmemoBundle> published(OmemoKeys& keys) {
    const auto identity = keys.identity();
    const auto signed_pre_key = keys.signed_pre_key().value().key;
    const auto pre_keys = keys.unused_pre_keys();
    return {omemo::bundle(PepNode::axolotl_devices, identity, signed_pre_key, pre_keys),
            omemo::bundle(PepNode::devices, identity, signed_pre_key, pre_keys)};
}

std::vector<OmemoBundle> OmemoDevices::bundles(const Jid& account) {
    std::vector<OmemoBundle> bundles;
    archive_.use_omemo(account, [&](OmemoDevice& device) {
        auto& keys = device.keys();
        if (!keys.created_at()) keys.create(omemo::new_identity(), clock_.wall());
        renew_signed_pre_key(keys, clock_.wall());
        fill_up(keys, pre_keys);
        bundles = published(keys);
    });
    return bundles;
}

/// What libomemo-c cannot do with the data of a stranger concerns that stranger alone: `instead` is
/// the result then, and the log has `failed`. An archive that fails concerns everybody.
template <typename Result, typename Step>
static Result safely(Result instead, const std::string& failed, Step step) {
    try {
        return step();
    } catch (const archive::Unavailable&) {
        throw;
    } catch (const archive::Damaged&) {
        throw;
    } catch (const Error& error) {
        log::warning(domain, "{}: {}", failed, explain(error));
        return instead;
    }
}

static std::string text_of(const OmemoAddress& device) {
    return fmt::format("device {} of {}", device.device, device.contact.str());
}

static OmemoReading read_safely(std::string_view original, const Message& stored,
                                OmemoStore& store) {
    return safely(OmemoReading{.failure = OmemoFailure::damaged},
                  fmt::format("{}: an encrypted message of {} cannot be read", stored.account.str(),
                              stored.from.str()),
                  [&] { return omemo::read(original, stored, store); });
}

static std::optional<OmemoEmptyMessage> answer_safely(const OmemoAddress& to, OmemoKeys& keys) {
    return safely(std::optional<OmemoEmptyMessage>(), text_of(to) + " cannot be answered",
                  [&] { return omemo::empty_message(to, keys); });
}

static bool begin_safely(const OmemoAddress& with, const OmemoBundle& bundle, OmemoKeys& keys) {
    return safely(false, "no session with " + text_of(with) + " can begin",
                  [&] { return omemo::begin_session(with, bundle, keys); });
}

OmemoDevices::Work OmemoDevices::read(const Jid& account, bool may_answer) {
    Work work;
    const auto now = clock_.wall();
    archive_.use_omemo(account, [&](OmemoDevice& device) {
        work = {};
        const auto round = device.read_waiting(read_safely, at_once);
        work.more = round.more;
        auto& keys = device.keys();
        for (const auto& address : round.want_answer) {
            const auto answered = keys.answered_at(address);
            const bool was_answered = answered && now - *answered < between_answers;
            if (!may_answer || was_answered) continue;
            if (auto answer = answer_safely(address, keys)) {
                keys.set_answered(address, now);
                work.answers.push_back(*std::move(answer));
            }
        }
        if (!may_answer) return;
        for (const auto& address : round.lost_sessions) {
            if (may_begin_anew(device, account, address)) work.lost_sessions.push_back(address);
        }
    });
    note_begun_anew(account, work.lost_sessions);
    return work;
}

std::vector<OmemoAddress> OmemoDevices::restored_sessions(const Jid& account) {
    std::vector<OmemoAddress> sessions;
    archive_.use_omemo(account, [&](OmemoDevice& device) {
        sessions = device.keys().restored_sessions();
        std::erase_if(sessions, [&](const OmemoAddress& with) {
            return !may_begin_anew(device, account, with);
        });
    });
    if (sessions.size() > most_new_sessions) sessions.resize(most_new_sessions);
    note_begun_anew(account, sessions);
    return sessions;
}

void OmemoDevices::note_begun_anew(const Jid& account, const std::vector<OmemoAddress>& devices) {
    for (const auto& address : devices) begun_anew_[{account, address}] = clock_.steady();
}

bool OmemoDevices::may_begin_anew(OmemoDevice& device, const Jid& account,
                                  const OmemoAddress& with) {
    auto& keys = device.keys();
    if (with.contact == account && with.device == keys.identity().device) return false;
    std::erase_if(begun_anew_, [now = clock_.steady()](const auto& tried) {
        return now - tried.second >= between_new_sessions;
    });
    if (begun_anew_.contains({account, with}) || begun_anew_.size() >= most_new_sessions)
        return false;
    const auto last = keys.renewed_at(with);
    return !last || clock_.wall() - *last >= between_new_sessions;
}

std::optional<OmemoEmptyMessage> OmemoDevices::begin_anew(const Jid& account,
                                                          const OmemoAddress& with,
                                                          const OmemoBundle& bundle) {
    std::optional<OmemoEmptyMessage> message;
    archive_.use_omemo(account, [&](OmemoDevice& device) {
        auto& keys = device.keys();
        message.reset();
        if (!begin_safely(with, bundle, keys)) return;
        message = answer_safely(with, keys);
        keys.set_renewed(with, clock_.wall());
    });
    return message;
}

std::vector<OmemoBundle> OmemoDevices::renew(const Jid& account) {
    std::vector<OmemoBundle> bundles;
    const auto now = clock_.steady();
    const auto last = renewed_at_.find(account);
    if (last != renewed_at_.end() && now - last->second < between_renewals) return bundles;
    archive_.use_omemo(account, [&](OmemoDevice& device) {
        auto& keys = device.keys();
        if (!keys.remove_used_pre_keys()) return;
        fill_up(keys, pre_keys);
        bundles = published(keys);
    });
    if (!bundles.empty()) renewed_at_[account] = now;
    return bundles;
}

}  // namespace boswell::agent
