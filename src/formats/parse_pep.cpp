// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/parse_record.hpp"
#include "stanza/namespaces.hpp"
#include "stanza/parse.hpp"
#include "stanza/pep.hpp"
#include "stanza/pep_nodes.hpp"
#include "stanza/write_xml.hpp"

#include <algorithm>

namespace boswell::formats {

static PepNode node_of(const Json& value) { return word_of(value, parse_pep_node); }

/// What the record says of its fields is not looked at: they are what the payload says.
static void read_payload(PepEvent& event, const std::string& payload) {
    const auto document = stanza::parse(payload);
    auto expected = stanza::payload_of(event.node);
    const bool is_gone = document && event.node == PepNode::moved &&
                         stanza::is(document->root(), "gone", stanza::ns::stanza_errors);
    if (is_gone) expected = {"gone", stanza::ns::stanza_errors, stanza::read_gone};
    if (!document || !stanza::is(document->root(), expected.name, expected.xmlns))
        throw BadField("is not what is published at that node");
    event.payload = stanza::canonical_xml(document->root());
    if (event.payload->size() > stanza::largest_payload) throw BadField("is too large");
    event.fields = expected.read(document->root());
}

PepRecord parse_pep_event(const Json& object) {
    using Record = PepRecord;
    static constexpr Field<Record> fields[] = {
        {"account", [](const Json& v, Record& r) { r.event.account = bare_jid_of(v); }},
        {"contact", [](const Json& v, Record& r) { r.event.contact = bare_jid_of(v); }},
        {"node", [](const Json& v, Record& r) { r.event.node = node_of(v); }},
        {"item", [](const Json& v, Record& r) { r.event.item = text_of(v); }},
        {"stamp", [](const Json& v, Record& r) { r.event.stamp = time_of(v); }},
        {"seen_at", [](const Json& v, Record& r) { r.event.seen_at = time_of(v); }},
        {"confirmed_at", [](const Json& v, Record& r) { r.confirmed_at = time_of(v); }},
        {"picture", [](const Json& v, Record& r) { r.avatar = picture_of(v); }},
        {"payload", [](const Json& v, Record& r) { read_payload(r.event, text_of(v)); }},
    };
    require_fields(object, {"account", "contact", "node", "seen_at"});
    Record record;
    read_fields<Record>(object, fields, record);
    if (record.event.stamp == Time{}) record.event.stamp = record.event.seen_at;
    record.confirmed_at = std::max(record.confirmed_at, record.event.seen_at);
    return record;
}

static std::string fingerprint_of(const Json& value) {
    const auto& text = text_of(value);
    const bool is_key =
        text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos;
    if (!is_key) throw BadField("is not a key: 64 hexadecimal digits");
    return text;
}

static std::optional<PepNode> parse_protocol(std::string_view text) {
    for (const auto list : {PepNode::devices, PepNode::axolotl_devices}) {
        if (protocol_of(list) == text) return list;
    }
    return std::nullopt;
}

DeviceKeyRecord parse_key(const Json& object) {
    using Record = DeviceKeyRecord;
    static constexpr Field<Record> fields[] = {
        {"account", [](const Json& v, Record& r) { r.account = bare_jid_of(v); }},
        {"contact", [](const Json& v, Record& r) { r.contact = bare_jid_of(v); }},
        {"protocol", [](const Json& v, Record& r) { r.list = word_of(v, parse_protocol); }},
        {"device", [](const Json& v, Record& r) { r.device = number_of(v, 1, INT32_MAX); }},
        {"fingerprint", [](const Json& v, Record& r) { r.fingerprint = fingerprint_of(v); }},
        {"first_seen", [](const Json& v, Record& r) { r.first_seen = time_of(v); }},
        {"last_seen", [](const Json& v, Record& r) { r.last_seen = time_of(v); }},
        {"announced", [](const Json& v, Record& r) { r.announced = boolean_of(v); }},
    };
    require_fields(object,
                   {"account", "contact", "protocol", "device", "fingerprint", "first_seen"});
    Record record;
    read_fields<Record>(object, fields, record);
    record.last_seen = std::max(record.last_seen, record.first_seen);
    return record;
}

MoveClaimRecord parse_move_claim(const Json& object) {
    using Record = MoveClaimRecord;
    static constexpr Field<Record> fields[] = {
        {"account", [](const Json& v, Record& r) { r.account = bare_jid_of(v); }},
        {"contact", [](const Json& v, Record& r) { r.contact = bare_jid_of(v); }},
        {"claimant", [](const Json& v, Record& r) { r.claimant = bare_jid_of(v); }},
        {"seen_at", [](const Json& v, Record& r) { r.first_seen = time_of(v); }},
        {"last_seen", [](const Json& v, Record& r) { r.last_seen = time_of(v); }},
    };
    require_fields(object, {"account", "contact", "claimant", "seen_at"});
    Record record;
    read_fields<Record>(object, fields, record);
    record.last_seen = std::max(record.last_seen, record.first_seen);
    return record;
}

}  // namespace boswell::formats
