// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/compose.hpp"

#include "stanza/namespaces.hpp"
#include "stanza/write_xml.hpp"

#include <initializer_list>
#include <utility>
#include <vector>

namespace boswell::stanza {

namespace {

/// XML 1.0 2.2: what a text from another program may have and no XML can becomes U+FFFD.
std::string legal(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        const auto rest = text.substr(i);
        const bool is_noncharacter =
            rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF");
        if (is_noncharacter || (c < 0x20 && c != '\t' && c != '\n' && c != '\r'))
            out += "\xEF\xBF\xBD";
        else
            out += text[i];
        if (is_noncharacter) i += 2;
    }
    return out;
}

/// Writes elements with literal names. Attributes without a value are left out.
class Writer {
public:
    using Attributes = std::initializer_list<Attribute>;

    void open(std::string_view name, Attributes attributes) {
        out_ += '<';
        out_ += name;
        for (const auto& [attribute, value] : attributes) {
            if (!value.empty()) write_attribute(attribute, legal(value), out_);
        }
        out_ += '>';
        open_.push_back(name);
    }
    void close() {
        out_ += "</";
        out_ += open_.back();
        out_ += '>';
        open_.pop_back();
    }
    void element(std::string_view name, Attributes attributes, std::string_view text = {}) {
        open(name, attributes);
        write_text(legal(text), out_);
        close();
    }
    std::string take() { return std::move(out_); }

private:
    std::string out_;
    std::vector<std::string_view> open_;
};

void write_texts(Writer& out, const MessageRecord& message) {
    if (message.bodies.empty() && !message.body.empty()) out.element("body", {}, message.body);
    for (const auto& body : message.bodies)
        out.element("body", {{"xml:lang", body.lang}}, body.text);
    if (!message.subject.empty()) out.element("subject", {}, message.subject);
    if (!message.thread.empty()) out.element("thread", {}, message.thread);
}

/// XEP-0308, 0424, 0425, 0444.
void write_change(Writer& out, const Reference& change) {
    static constexpr std::string_view retract = "urn:xmpp:message-retract:1";
    switch (change.kind) {
        case AnnotationKind::correction:
            out.element("replace",
                        {{"xmlns", "urn:xmpp:message-correct:0"}, {"id", change.named_id}});
            break;
        case AnnotationKind::retraction:
        case AnnotationKind::moderation:
            out.open("retract", {{"xmlns", retract}, {"id", change.named_id}});
            if (change.kind == AnnotationKind::moderation)
                out.element("moderated",
                            {{"xmlns", "urn:xmpp:message-moderate:1"}, {"by", change.jid.str()}});
            if (!change.reason.empty()) out.element("reason", {}, change.reason);
            out.close();
            break;
        case AnnotationKind::reaction:
            out.open("reactions", {{"xmlns", "urn:xmpp:reactions:0"}, {"id", change.named_id}});
            for (const auto& emoji : change.emoji) out.element("reaction", {}, emoji);
            out.close();
            break;
        case AnnotationKind::reply:
        case AnnotationKind::call:
        case AnnotationKind::keys:
            break;
    }
}

/// XEP-0353.
void write_call(Writer& out, const CallRecord& call) {
    out.open(to_string(call.action), {{"xmlns", "urn:xmpp:jingle-message:0"}, {"id", call.id}});
    for (const auto& media : call.media)
        out.element("description", {{"xmlns", "urn:xmpp:jingle:apps:rtp:1"}, {"media", media}});
    out.close();
}

void write_file(Writer& out, const Attachment& file) {
    if (file.url.empty()) return;
    out.open("x", {{"xmlns", "jabber:x:oob"}});
    out.element("url", {}, file.url);
    if (!file.description.empty()) out.element("desc", {}, file.description);
    out.close();
}

/// Who said it in a room, where that was ourselves (XEP-0313 5.1.2), and whether it was said in
/// private (XEP-0045 7.5).
void write_room(Writer& out, const MessageRecord& message) {
    if (!message.in_room) return;
    const bool loud = message.type == MessageType::groupchat;
    const bool ours = loud && message.direction == Direction::out;
    if (loud && !ours) return;
    out.open("x", {{"xmlns", ns::muc_user}});
    if (ours) out.element("item", {{"jid", message.account.str()}});
    out.close();
}

}  // namespace

std::string compose(const MessageRecord& message) {
    Writer out;
    const auto from = message.from.str();
    const auto to = message.to.str();
    out.open("message", {{"xmlns", ns::client},
                         {"from", from},
                         {"to", to},
                         {"type", to_string(message.type)},
                         {"id", message.message_id},
                         {"xml:lang", message.bodies.empty() ? message.lang : std::string_view()}});
    write_texts(out, message);
    if (message.call) write_call(out, *message.call);
    if (message.annotates) write_change(out, *message.annotates);
    if (const auto& reply = message.reply_to)
        out.element(
            "reply",
            {{"xmlns", "urn:xmpp:reply:0"}, {"to", reply->jid.str()}, {"id", reply->named_id}});
    for (const auto& file : message.attachments) write_file(out, file);
    if (!message.encryption.empty())
        out.element("encryption", {{"xmlns", "urn:xmpp:eme:0"}, {"namespace", message.encryption}});
    write_room(out, message);
    if (message.off_the_record)
        out.element("x", {{"xmlns", "google:nosave"}, {"value", "enabled"}});
    if (!message.origin_id.empty())
        out.element("origin-id", {{"xmlns", ns::stanza_id}, {"id", message.origin_id}});
    if (!message.occupant_id.empty())
        out.element("occupant-id", {{"xmlns", ns::occupant_id}, {"id", message.occupant_id}});
    out.close();
    return out.take();
}

}  // namespace boswell::stanza
