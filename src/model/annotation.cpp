// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/annotation.hpp"

#include "model/enum_names.hpp"

namespace boswell {

static constexpr EnumNames<AnnotationKind, 7> annotation_kinds{
    {"correction", "retraction", "moderation", "reaction", "reply", "call", "keys"}};
static constexpr EnumNames<ReceiptKind, 3> receipt_kinds{{"received", "displayed", "acknowledged"}};
static constexpr EnumNames<CallAction, 7> call_actions{
    {"propose", "ringing", "proceed", "accept", "reject", "retract", "finish"}};
static constexpr EnumNames<ChatStateKind, 5> chat_states{
    {"active", "composing", "paused", "inactive", "gone"}};

std::string_view to_string(AnnotationKind kind) { return annotation_kinds.of(kind); }
std::string_view to_string(ReceiptKind kind) { return receipt_kinds.of(kind); }
std::string_view to_string(CallAction action) { return call_actions.of(action); }
std::string_view to_string(ChatStateKind kind) { return chat_states.of(kind); }
std::optional<AnnotationKind> parse_annotation_kind(std::string_view text) {
    return annotation_kinds.parse(text);
}
std::optional<ReceiptKind> parse_receipt_kind(std::string_view text) {
    return receipt_kinds.parse(text);
}
std::optional<CallAction> parse_call_action(std::string_view text) {
    return call_actions.parse(text);
}
std::optional<ChatStateKind> parse_chat_state(std::string_view text) {
    return chat_states.parse(text);
}

}  // namespace boswell
