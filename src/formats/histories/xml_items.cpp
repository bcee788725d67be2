// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/histories/xml_items.hpp"

#include "formats/importer.hpp"

namespace boswell::formats {

static constexpr std::size_t longest_text = 16u << 20;
static constexpr stanza::Limits limits{.bytes = longest_text};

XmlItems::XmlItems(Input& in, Doctype doctype) : in_(in), doctype_(doctype), parser_(*this) {}

void XmlItems::begin_child() {
    child_.emplace(limits);
    size_ = 0;
}

void XmlItems::open(const char* name, stanza::AttributeArray attributes) noexcept {
    ++depth_;
    if (depth_ <= 2) begin_child();
    child_->open(name, attributes);
    if (depth_ > 1) return;
    child_->close();
    if (!child_->rejected()) root_ = child_->take();
    child_.reset();
}

void XmlItems::close() noexcept {
    ended_ = --depth_ == 0;
    if (depth_ == 0) return;
    child_->close();
    if (depth_ > 1) return;
    whole_ = true;
    parser_.suspend();
}

void XmlItems::text(std::string_view part) noexcept {
    if (depth_ < 2) return;
    size_ += part.size();
    if (size_ > longest_text) child_->reject(fmt::format("more than {} bytes", longest_text));
    if (!child_->rejected()) child_->text(part);
}

void XmlItems::restricted(std::string_view what) noexcept {
    if (doctype_ == Doctype::allowed || !what.ends_with("declaration")) return;
    refused_ = what;
    parser_.abort();
}

stanza::Document XmlItems::take_child() {
    whole_ = false;
    ++number_;
    if (child_->rejected())
        throw BadRecord("{}: element {} has {}", in_.name(), number_, child_->reason());
    return child_->take();
}

std::optional<stanza::Document> XmlItems::next() {
    using Result = stanza::XmlParser::Result;
    for (;;) {
        auto result = Result::more;
        if (suspended_) {
            result = parser_.resume();
        } else {
            const auto bytes = in_.read();
            if (bytes.empty()) return std::nullopt;
            result = parser_.feed(bytes);
        }
        suspended_ = result == Result::suspended;
        if (!refused_.empty())
            throw Error("{} has {}, which this format has no use for", in_.name(), refused_);
        if (result == Result::broken)
            throw Error("{} is not well-formed behind element {}: {}", in_.name(), number_,
                        parser_.error());
        if (whole_) return take_child();
    }
}

std::string text_within(const stanza::Element& element) {
    std::string text;
    std::size_t place = 0;
    for (const auto& child : element.children()) {
        text += element.text().substr(place, child.place() - place);
        text += text_within(child);
        place = child.place();
    }
    text += element.text().substr(place);
    return text;
}

const stanza::Element* child_named(const stanza::Element& element, std::string_view name) {
    for (const auto& child : element.children()) {
        if (child.name() == name) return &child;
    }
    return nullptr;
}

}  // namespace boswell::formats
