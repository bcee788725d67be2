// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/any_history.hpp"

#include "archive/reader.hpp"
#include "cli/import_roundtrip.hpp"

#include <fmt/ranges.h>
#include <rapidcheck.h>

#include <algorithm>

namespace boswell::test {

using namespace std::chrono_literals;

int pick(int most) { return *rc::gen::inRange(0, most); }

namespace {

/// A conversation with Bob, or a room, in which what is said and done is numbered.
class History {
public:
    std::vector<Event> make() {
        const auto count = 1 + pick(3);
        for (int i = 0; i < count; ++i) said_.push_back(say("text" + std::to_string(pick(2))));
        for (auto& each : said_) all_.emplace_back(each);
        const auto annotations = pick(6);
        for (int i = 0; i < annotations; ++i) all_.push_back(do_something());
        return std::move(all_);
    }

private:
    Message say(std::string body) {
        ++number_;
        const auto later = number_ * 1000ms;
        const auto id = "m" + std::to_string(number_);
        Message value;
        if (loud_) {
            const std::string nick = pick(2) == 0 ? "Owl" : "Cat";
            value = in_room(from("tea@rooms.example.org/" + nick, body, id, later),
                            "s" + std::to_string(number_), pick(3) == 0 ? "" : "o-" + nick);
        } else {
            value =
                pick(2) == 0 ? from("bob@example.net/x", body, id, later) : ours(body, id, later);
            value.stanza_id = StanzaId{"s" + std::to_string(number_), alice};
        }
        return value;
    }

    /// The id by which `kind` names `target`.
    static std::string name_of(const Message& target, AnnotationKind kind) {
        return target.in_room && kind != AnnotationKind::correction ? target.stanza_id->id
                                                                    : target.message_id;
    }

    Event do_something() {
        using enum AnnotationKind;
        const auto target = said_[static_cast<std::size_t>(pick(static_cast<int>(said_.size())))];
        switch (pick(7)) {
            case 0:
                return receipt(target);
            case 1: {
                auto value = say("answer");
                value.reply = Annotation{.kind = reply, .named_id = name_of(target, reply)};
                said_.push_back(value);
                return value;
            }
            case 2:
                return doing(say(""), reaction, name_of(target, reaction),
                             *rc::gen::elementOf(
                                 std::vector<std::vector<std::string>>{{"🦉"}, {"👍"}, {}}));
            case 3: {
                auto value = like(target, "");
                value.annotation = Annotation{.kind = retraction,
                                              .named_id = name_of(target, retraction),
                                              .reason = pick(2) == 0 ? "" : "typo"};
                return value;
            }
            case 4:
                if (loud_) {
                    auto value = like(target, "");
                    value.from = room;
                    value.occupant_id.clear();
                    return doing(value, moderation, name_of(target, moderation));
                }
                [[fallthrough]];
            default: {
                auto value = doing(like(target, "new" + std::to_string(pick(2))), correction,
                                   target.message_id);
                if (pick(3) == 0) said_.push_back(value);
                return value;
            }
        }
    }

    /// Said by whoever said `target`.
    Message like(const Message& target, const std::string& body) {
        auto value = say(body);
        value.direction = target.direction;
        value.from = target.from;
        value.to = target.to;
        value.occupant_id = target.occupant_id;
        return value;
    }

    Receipt receipt(const Message& target) {
        ++number_;
        return {.account = alice,
                .direction = target.direction == Direction::in ? Direction::out : Direction::in,
                .with = target.with,
                .from = loud_ ? room.with_resource("Cat")
                              : (target.direction == Direction::in ? alice : bob),
                .kind = pick(2) == 0 ? ReceiptKind::received : ReceiptKind::displayed,
                .named_id = loud_ ? target.stanza_id->id : target.message_id,
                .stamp = some_day + number_ * 1000ms,
                .in_room = loud_,
                .occupant_id = loud_ && pick(2) == 0 ? "o-Cat" : ""};
    }

    bool loud_ = pick(3) == 0;
    int number_ = 0;
    std::vector<Message> said_;
    std::vector<Event> all_;
};

}  // namespace

std::vector<Event> any_history() { return History().make(); }

Event seen(Event event, Difference difference) {
    auto* value = std::get_if<Message>(&event);
    if (value == nullptr) return event;
    if (pick(3) == 0) {
        value->via = value->in_room ? Via::room_history : Via::archive;
        value->received_at += 1h;
    } else if (pick(2) == 0 && difference == Difference::stanza_ids) {
        value->stanza_id.reset();
    } else if (difference == Difference::clocks) {
        value->stamp += milliseconds(pick(300));
        value->received_at = value->stamp;
    }
    return event;
}

static std::string text_of(const std::optional<Reference>& reference) {
    if (!reference) return "";
    return fmt::format(" [{} {} {} {} {} {}]", to_string(reference->kind), reference->named_id,
                       reference->id != 0, reference->jid.str(), fmt::join(reference->emoji, ","),
                       reference->reason);
}

static std::string text_of(const MessageRecord& record) {
    auto text = fmt::format("{} {} {} {} '{}' '{}' {}", record.with.str(),
                            to_string(record.direction), record.from.str(), record.message_id,
                            record.body, record.stanza_id, record.occupant_id);
    auto ways = record.via;
    std::ranges::sort(ways);
    for (const auto way : ways) text += fmt::format(" {}", to_string(way));
    for (const auto& each : record.versions)
        text += fmt::format(" version '{}' {}", each.body, each.message_id);
    if (record.retraction)
        text += fmt::format(" retracted {} {}", record.retraction->moderator.str(),
                            record.retraction->reason);
    std::vector<std::string> reactions;
    for (const auto& each : record.reactions)
        reactions.push_back(fmt::format(" {} {} {}", each.from.str(), each.occupant_id,
                                        fmt::join(each.emoji, ",")));
    std::ranges::sort(reactions);
    text += fmt::format("{}", fmt::join(reactions, ""));
    std::vector<std::string> receipts;
    for (const auto& each : record.receipts)
        receipts.push_back(fmt::format(" {} {} {} {} {}", each.from.str(), each.occupant_id,
                                       to_string(each.kind), each.named_id,
                                       to_milliseconds(each.at)));
    std::ranges::sort(receipts);
    text += fmt::format("{}", fmt::join(receipts, ""));
    return text + text_of(record.reply_to) + text_of(record.annotates);
}

std::vector<std::string> said_in(const std::filesystem::path& archive) {
    std::vector<std::string> lines;
    const archive::Reader reader(archive);
    reader.for_each_message({}, [&](const MessageRecord& record) {
        lines.push_back(text_of(record));
        return true;
    });
    reader.for_each_unattached_receipt({}, [&](const UnattachedReceipt& receipt) {
        // Not its time: one that an undone import has made earlier stays so.
        lines.push_back(fmt::format("{} {} of {} {}", receipt.from.str(), to_string(receipt.kind),
                                    receipt.named_id, receipt.occupant_id));
        return true;
    });
    std::ranges::sort(lines);
    return lines;
}

}  // namespace boswell::test
