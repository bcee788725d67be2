// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/parse_record.hpp"

namespace boswell::formats {

/// An object as a value of the model.
template <typename Target, std::size_t Size>
static Target read_object(const Json& value, const Field<Target> (&fields)[Size],
                          std::initializer_list<const char*> required) {
    Target target;
    require_fields(object_of(value), required);
    read_fields<Target>(value, fields, target);
    return target;
}

/// The id first, then who gave it: without that it names nothing.
template <typename Target>
static void set_stanza_id(const Json& value, Target& target) {
    target.stanza_id = StanzaId{.id = std::string(text_of(value)), .by = {}};
}
template <typename Target>
static void set_stanza_id_by(const Json& value, Target& target) {
    if (target.stanza_id) target.stanza_id->by = jid_of(value);
}

static MessageVersion version_of(const Json& value) {
    using Version = MessageVersion;
    static constexpr Field<Version> fields[] = {
        {"stamp", [](const Json& v, Version& t) { t.stamp = time_of(v); }},
        {"body", [](const Json& v, Version& t) { t.body = text_of(v); }},
        {"shown", [](const Json& v, Version& t) { t.shown = text_of(v); }},
        {"id", [](const Json& v, Version& t) { t.id = id_of(v); }},
        {"message_id", [](const Json& v, Version& t) { t.message_id = text_of(v); }},
        {"stanza_id", set_stanza_id<Version>},
        {"stanza_id_by", set_stanza_id_by<Version>},
    };
    return read_object(value, fields, {"stamp"});
}

static std::vector<std::string> texts_in(const Json& value) {
    return list_of(value, [](const Json& each) { return std::string(text_of(each)); });
}

static Reaction reaction_of(const Json& value) {
    static constexpr Field<Reaction> fields[] = {
        {"from", [](const Json& v, Reaction& t) { t.from = jid_of(v); }},
        {"emoji", [](const Json& v, Reaction& t) { t.emoji = texts_in(v); }},
        {"at", [](const Json& v, Reaction& t) { t.at = time_of(v); }},
        {"id", [](const Json& v, Reaction& t) { t.id = id_of(v); }},
        {"occupant_id", [](const Json& v, Reaction& t) { t.occupant_id = text_of(v); }},
        {"stanza_id", set_stanza_id<Reaction>},
        {"stanza_id_by", set_stanza_id_by<Reaction>},
    };
    return read_object(value, fields, {"from", "emoji", "at"});
}

static std::int64_t side_of(const Json& value) { return number_of(value, 1, INT32_MAX); }

template <typename Target>
static void set_width(const Json& value, Target& target) {
    target.dimensions = Dimensions{side_of(value), 0};
}
/// Read behind the width.
template <typename Target>
static void set_height(const Json& value, Target& target) {
    if (!target.dimensions) throw BadField("comes without a width");
    target.dimensions->height = side_of(value);
}
template <typename Target>
static Target with_both_sides(Target target) {
    if (target.dimensions && target.dimensions->height == 0)
        throw BadField("has a width and no height");
    return target;
}

static FileHash hash_of(const Json& value) {
    static constexpr Field<FileHash> fields[] = {
        {"algo", [](const Json& v, FileHash& t) { t.algo = text_of(v); }},
        {"value", [](const Json& v, FileHash& t) { t.value = text_of(v); }},
    };
    return read_object(value, fields, {"algo", "value"});
}

static Thumbnail thumbnail_of(const Json& value) {
    static constexpr Field<Thumbnail> fields[] = {
        {"uri", [](const Json& v, Thumbnail& t) { t.uri = text_of(v); }},
        {"mime", [](const Json& v, Thumbnail& t) { t.mime = text_of(v); }},
        {"width", set_width<Thumbnail>},
        {"height", set_height<Thumbnail>},
    };
    return with_both_sides(read_object(value, fields, {"uri"}));
}

static Attachment attachment_of(const Json& value) {
    static constexpr Field<Attachment> fields[] = {
        {"url", [](const Json& v, Attachment& t) { t.url = text_of(v); }},
        {"mime", [](const Json& v, Attachment& t) { t.mime = text_of(v); }},
        {"size", [](const Json& v, Attachment& t) { t.size = number_of(v, 0, INT64_MAX); }},
        {"description", [](const Json& v, Attachment& t) { t.description = text_of(v); }},
        {"caption", [](const Json& v, Attachment& t) { t.caption = text_of(v); }},
        {"disposition", [](const Json& v, Attachment& t) { t.disposition = text_of(v); }},
        {"width", set_width<Attachment>},
        {"height", set_height<Attachment>},
        {"seconds", [](const Json& v, Attachment& t) { t.length = seconds_of(v); }},
        {"hashes", [](const Json& v, Attachment& t) { t.hashes = list_of(v, hash_of); }},
        {"thumbnails",
         [](const Json& v, Attachment& t) { t.thumbnails = list_of(v, thumbnail_of); }},
    };
    return with_both_sides(read_object(value, fields, {}));
}

static Mention mention_of(const Json& value) {
    static constexpr Field<Mention> fields[] = {
        {"uri", [](const Json& v, Mention& t) { t.uri = text_of(v); }},
        {"begin", [](const Json& v, Mention& t) { t.begin = number_of(v, 0, INT64_MAX); }},
        {"end", [](const Json& v, Mention& t) { t.end = number_of(v, 0, INT64_MAX); }},
    };
    return read_object(value, fields, {"uri"});
}

static LinkPreview preview_of(const Json& value) {
    using Preview = LinkPreview;
    static constexpr Field<Preview> fields[] = {
        {"url", [](const Json& v, Preview& t) { t.url = text_of(v); }},
        {"title", [](const Json& v, Preview& t) { t.title = text_of(v); }},
        {"description", [](const Json& v, Preview& t) { t.description = text_of(v); }},
        {"site", [](const Json& v, Preview& t) { t.site = text_of(v); }},
        {"type", [](const Json& v, Preview& t) { t.type = text_of(v); }},
        {"image", [](const Json& v, Preview& t) { t.image = text_of(v); }},
    };
    return read_object(value, fields, {"url"});
}

static ReceiptRecord receipt_of(const Json& value) {
    using Receipt = ReceiptRecord;
    static constexpr Field<Receipt> fields[] = {
        {"from", [](const Json& v, Receipt& t) { t.from = jid_of(v); }},
        {"kind", [](const Json& v, Receipt& t) { t.kind = word_of(v, parse_receipt_kind); }},
        {"at", [](const Json& v, Receipt& t) { t.at = time_of(v); }},
        {"message_id", [](const Json& v, Receipt& t) { t.named_id = text_of(v); }},
        {"occupant_id", [](const Json& v, Receipt& t) { t.occupant_id = text_of(v); }},
    };
    return read_object(value, fields, {"from", "kind", "at"});
}

// The kind of a reply is not written, since only a reply stands in this member.
static Reference reference_of(const Json& value) {
    static constexpr Field<Reference> fields[] = {
        {"kind", [](const Json& v, Reference& t) { t.kind = word_of(v, parse_annotation_kind); }},
        {"id", [](const Json& v, Reference& t) { t.id = id_of(v); }},
        {"message_id", [](const Json& v, Reference& t) { t.named_id = text_of(v); }},
        {"to", [](const Json& v, Reference& t) { t.jid = jid_of(v); }},
        {"by", [](const Json& v, Reference& t) { t.jid = jid_of(v); }},
        {"emoji", [](const Json& v, Reference& t) { t.emoji = texts_in(v); }},
        {"reason", [](const Json& v, Reference& t) { t.reason = text_of(v); }},
        {"action",
         [](const Json& v, Reference& t) { t.call = CallStep{word_of(v, parse_call_action)}; }},
        {"media",
         [](const Json& v, Reference& t) {
             if (t.call) t.call->media = texts_in(v);
         }},
    };
    return read_object(value, fields, {"message_id"});
}

static CallEvent call_event_of(const Json& value) {
    using Event = CallEvent;
    static constexpr Field<Event> fields[] = {
        {"action", [](const Json& v, Event& t) { t.action = word_of(v, parse_call_action); }},
        {"from", [](const Json& v, Event& t) { t.from = jid_of(v); }},
        {"to", [](const Json& v, Event& t) { t.to = jid_of(v); }},
        {"at", [](const Json& v, Event& t) { t.at = time_of(v); }},
        {"reason", [](const Json& v, Event& t) { t.reason = text_of(v); }},
        {"id", [](const Json& v, Event& t) { t.id = id_of(v); }},
        {"message_id", [](const Json& v, Event& t) { t.message_id = text_of(v); }},
        {"stanza_id", set_stanza_id<Event>},
        {"stanza_id_by", set_stanza_id_by<Event>},
    };
    return read_object(value, fields, {"action", "from", "at"});
}

// Outcome and duration are what follows from the events.
static CallRecord call_of(const Json& value) {
    using Call = CallRecord;
    static constexpr Field<Call> fields[] = {
        {"id", [](const Json& v, Call& t) { t.id = text_of(v); }},
        {"action", [](const Json& v, Call& t) { t.action = word_of(v, parse_call_action); }},
        {"reason", [](const Json& v, Call& t) { t.reason = text_of(v); }},
        {"media", [](const Json& v, Call& t) { t.media = texts_in(v); }},
        {"events", [](const Json& v, Call& t) { t.events = list_of(v, call_event_of); }},
    };
    return read_object(value, fields, {"id", "action"});
}

static Reference annotation_of(const Json& value) {
    auto reference = reference_of(value);
    if (reference.kind == AnnotationKind::reply || reference.kind == AnnotationKind::keys)
        throw BadField("has no kind of what may be done to a message");
    if ((reference.kind == AnnotationKind::call) != reference.call.has_value())
        throw BadField("is of a call and has no action, or the other way round");
    return reference;
}

static LocalTime local_time_of(const Json& value) {
    static constexpr Field<LocalTime> fields[] = {
        {"text", [](const Json& v, LocalTime& t) { t.text = text_of(v); }},
        {"zone", [](const Json& v, LocalTime& t) { t.zone = text_of(v); }},
        {"ambiguous", [](const Json& v, LocalTime& t) { t.is_ambiguous = boolean_of(v); }},
    };
    return read_object(value, fields, {"text", "zone"});
}

static std::vector<LangText> texts_of(const Json& value) {
    std::vector<LangText> texts;
    for (const auto& [lang, text] : object_of(value).items())
        texts.push_back({text_of(Json(lang)), text_of(text)});
    return texts;
}

using Record = MessageRecord;

// The retraction's time is read before what else is said of it.
static constexpr Field<Record> fields[] = {
    {"account", [](const Json& v, Record& r) { r.account = bare_jid_of(v); }},
    {"with", [](const Json& v, Record& r) { r.with = bare_jid_of(v); }},
    {"direction", [](const Json& v, Record& r) { r.direction = word_of(v, parse_direction); }},
    {"id", [](const Json& v, Record& r) { r.id = id_of(v); }},
    {"from", [](const Json& v, Record& r) { r.from = jid_of(v); }},
    {"to", [](const Json& v, Record& r) { r.to = jid_of(v); }},
    {"type", [](const Json& v, Record& r) { r.type = word_of(v, parse_message_type); }},
    {"stamp", [](const Json& v, Record& r) { r.stamp = time_of(v); }},
    {"received_at", [](const Json& v, Record& r) { r.received_at = time_of(v); }},
    {"body", [](const Json& v, Record& r) { r.body = text_of(v); }},
    {"shown", [](const Json& v, Record& r) { r.shown = text_of(v); }},
    {"subject", [](const Json& v, Record& r) { r.subject = text_of(v); }},
    {"thread", [](const Json& v, Record& r) { r.thread = text_of(v); }},
    {"lang", [](const Json& v, Record& r) { r.lang = text_of(v); }},
    {"message_id", [](const Json& v, Record& r) { r.message_id = text_of(v); }},
    {"origin_id", [](const Json& v, Record& r) { r.origin_id = text_of(v); }},
    {"stanza_id", [](const Json& v, Record& r) { r.stanza_id = text_of(v); }},
    {"stanza_id_by", [](const Json& v, Record& r) { r.stanza_id_by = jid_of(v); }},
    {"via",
     [](const Json& v, Record& r) {
         r.via = list_of(v, [](const Json& e) { return word_of(e, parse_via); });
     }},
    {"delayed_by", [](const Json& v, Record& r) { r.delayed_by = jid_of(v); }},
    {"dated_by", [](const Json& v, Record& r) { r.dated_by = jid_of(v); }},
    {"local_time", [](const Json& v, Record& r) { r.local_time = local_time_of(v); }},
    {"encryption", [](const Json& v, Record& r) { r.encryption = text_of(v); }},
    {"occupant_id", [](const Json& v, Record& r) { r.occupant_id = text_of(v); }},
    {"off_the_record", [](const Json& v, Record& r) { r.off_the_record = boolean_of(v); }},
    {"in_room", [](const Json& v, Record& r) { r.in_room = boolean_of(v); }},
    {"versions", [](const Json& v, Record& r) { r.versions = list_of(v, version_of); }},
    {"retracted_at", [](const Json& v, Record& r) { r.retraction = Retraction{.at = time_of(v)}; }},
    {"moderated_by",
     [](const Json& v, Record& r) {
         if (r.retraction) r.retraction->moderator = jid_of(v);
     }},
    {"retraction_reason",
     [](const Json& v, Record& r) {
         if (r.retraction) r.retraction->reason = text_of(v);
     }},
    {"retraction_id",
     [](const Json& v, Record& r) {
         if (r.retraction) r.retraction->id = id_of(v);
     }},
    {"retraction_stanza_id",
     [](const Json& v, Record& r) {
         if (r.retraction) set_stanza_id(v, *r.retraction);
     }},
    {"retraction_stanza_id_by",
     [](const Json& v, Record& r) {
         if (r.retraction) set_stanza_id_by(v, *r.retraction);
     }},
    {"reactions", [](const Json& v, Record& r) { r.reactions = list_of(v, reaction_of); }},
    {"attachments", [](const Json& v, Record& r) { r.attachments = list_of(v, attachment_of); }},
    {"mentions", [](const Json& v, Record& r) { r.mentions = list_of(v, mention_of); }},
    {"previews", [](const Json& v, Record& r) { r.previews = list_of(v, preview_of); }},
    {"call", [](const Json& v, Record& r) { r.call = call_of(v); }},
    {"reply_to", [](const Json& v, Record& r) { r.reply_to = reference_of(v); }},
    {"receipts", [](const Json& v, Record& r) { r.receipts = list_of(v, receipt_of); }},
    {"annotates", [](const Json& v, Record& r) { r.annotates = annotation_of(v); }},
    {"bodies", [](const Json& v, Record& r) { r.bodies = texts_of(v); }},
};

MessageRecord parse_message(const Json& object) {
    require_fields(object,
                   {"account", "with", "direction", "from", "type", "stamp", "received_at"});
    MessageRecord record;
    read_fields<Record>(object, fields, record);
    return record;
}

}  // namespace boswell::formats
