// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/stream_management.hpp"

#include "base/log.hpp"

namespace boswell::xmpp {

static constexpr log::Domain domain{"xmpp"};
static constexpr std::size_t longest_id = 4000;  // XEP-0198 5

void StreamManagement::enable() {
    asked_ = true;
    auto element = make_tag("enable", ns::management);
    element->addAttribute("resume", "true");
    outlet_.send(std::move(element));
}

void StreamManagement::resume(const StreamState& state) {
    on_ = true;
    id_ = state.id;
    self_ = state.jid;
    counter_ = AckCounter(state.handled);
    outlet_.send(make_tag("r", ns::management));
}

void StreamManagement::forget() { emit("", 0); }

void StreamManagement::take(const stanza::Element& element) {
    const auto name = element.name();
    if (name == "enabled" && asked_ && !on_) return take_enabled(element);
    if (name == "failed" && !on_)
        log::info(domain, "{}: the server does not manage this stream", context_.account.str());
    if (name == "r" && on_) send_ack(counter_.acknowledge());
    // The answer to the request of resume(), the only one that we make.
    if (name == "a" && on_) flushed_();
}

void StreamManagement::take_enabled(const stanza::Element& enabled) {
    on_ = true;
    self_ = context_.self;
    const auto resume = enabled.attribute("resume");
    const auto id = enabled.attribute("id");
    if ((resume != "true" && resume != "1") || id.empty() || id.size() > longest_id) return;
    id_ = id;
    emit(id_, 0);
}

void StreamManagement::count() {
    if (on_) counter_.count();
}

void StreamManagement::report() {
    if (!on_) return;
    const auto handled = counter_.report();
    if (handled && !id_.empty()) emit(id_, *handled);
}

void StreamManagement::commit() {
    if (!on_) return;
    if (const auto handled = counter_.commit()) send_ack(*handled);
}

void StreamManagement::finish() {
    if (!on_) return;
    send_ack(counter_.acknowledge());
    on_ = false;
    if (!id_.empty()) forget();
}

void StreamManagement::send_ack(std::uint32_t handled) {
    auto element = make_tag("a", ns::management);
    element->addAttribute("h", std::to_string(handled));
    outlet_.send(std::move(element));
}

void StreamManagement::emit(const std::string& id, std::uint32_t handled) {
    outlet_.emit(StreamState{
        .account = context_.account, .jid = self_, .id = id, .handled = handled, .at = now()});
}

}  // namespace boswell::xmpp
