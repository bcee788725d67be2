// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/element_builder.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <utility>

namespace boswell::stanza {

static constexpr std::string_view xml_namespace = "http://www.w3.org/XML/1998/namespace";
static constexpr std::string_view google_roster = "google:roster";
static constexpr std::string_view google_internal = "google:internal";
static constexpr std::string_view rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
static constexpr std::size_t longest_jid = 3071;  // RFC 7622 3.1
/// After a stanza with a longer text than this the memory for texts is given back.
static constexpr std::size_t usual_text = 64u << 10;

QualifiedName::QualifiedName(const char* name) : local(name) {
    const auto end = local.find(name_separator);
    if (end == std::string_view::npos) return;
    xmlns = local.substr(0, end);
    local.remove_prefix(end + 1);
}

void ElementBuilder::reset() {
    clear_tree();
    reason_.clear();
    from_.clear();
    depth_ = elements_ = attributes_ = 0;
}

void ElementBuilder::clear_tree() {
    document_.root_ = nullptr;
    document_.memory_->all.release();
    open_.clear();
    text_.clear();
    if (text_.capacity() > usual_text) text_.shrink_to_fit();
}

static std::size_t count(AttributeArray attributes) {
    std::size_t pairs = 0;
    while (attributes[2 * pairs]) ++pairs;
    return pairs;
}

static std::string find_from(AttributeArray attributes) {
    for (; *attributes; attributes += 2) {
        if (std::string_view(attributes[0]) == "from")
            return std::string(utf8_prefix(attributes[1], longest_jid));
    }
    return {};
}

void ElementBuilder::check(AttributeArray attributes) {
    const auto own = count(attributes);
    attributes_ += own;
    if (depth_ > limits_.depth) {
        reject(fmt::format("nested deeper than {} elements", limits_.depth));
    } else if (++elements_ > limits_.elements) {
        reject(fmt::format("more than {} elements", limits_.elements));
    } else if (own > limits_.attributes) {
        reject(fmt::format("more than {} attributes in one element", limits_.attributes));
    } else if (attributes_ > limits_.all_attributes) {
        reject(fmt::format("more than {} attributes", limits_.all_attributes));
    }
}

void ElementBuilder::open(const char* name, AttributeArray attributes) {
    if (depth_++ == 0) from_ = find_from(attributes);
    if (rejected()) return;
    check(attributes);
    if (rejected()) return;
    auto* element = make_element(name, attributes);
    if (open_.empty()) {
        document_.root_ = element;
    } else {
        auto& parent = open_.back();
        (parent.last_child ? parent.last_child->next_ : parent.element->first_child_) = element;
        parent.last_child = element;
        element->place_ = text_.size() - parent.text_start;
    }
    open_.push_back({.element = element, .last_child = nullptr, .text_start = text_.size()});
}

Element* ElementBuilder::make_element(const char* name, AttributeArray attributes) {
    const QualifiedName qualified(name);
    const auto outer = open_.empty() ? std::string_view() : open_.back().element->xmlns();
    const auto xmlns = qualified.xmlns == outer ? outer : copy(qualified.xmlns);
    const auto local = copy(qualified.local);
    const auto own = make_attributes(attributes);
    auto* memory = document_.memory_->all.allocate(sizeof(Element), alignof(Element));
    return new (memory) Element(local, xmlns, own);
}

static bool has(std::span<const Attribute> attributes, std::string_view name) {
    return std::ranges::find(attributes, name, &Attribute::name) != attributes.end();
}

/// "" if attributes of that namespace are dropped.
static std::string_view prefix_for(std::string_view xmlns) {
    if (xmlns == google_roster) return "google-roster-";
    if (xmlns == google_internal) return "google-internal-";
    return xmlns == rdf ? "rdf-" : "";
}

/// What carries another namespace than xml:lang does is dropped: without its prefix, c:from='…'
/// would be taken for the sender. COMPAT: attributes of google:roster and google:internal are kept
/// under a name of their own, unless the element has that name already, and so are those of RDF
/// (XEP-0511).
std::span<const Attribute> ElementBuilder::make_attributes(AttributeArray attributes) {
    auto* const first = static_cast<Attribute*>(
        document_.memory_->all.allocate(count(attributes) * sizeof(Attribute), alignof(Attribute)));
    std::size_t taken = 0;
    const auto add = [&](std::string_view name, const char* value) {
        const auto text = value_of(name, value);
        new (first + taken++) Attribute{.name = copy(name), .value = text};
    };
    bool extended = false;
    for (auto each = attributes; *each; each += 2) {
        const QualifiedName name(each[0]);
        if (name.xmlns.empty()) add(name.local, each[1]);
        if (name.xmlns == xml_namespace && name.local == "lang") add("xml:lang", each[1]);
        extended = extended || !prefix_for(name.xmlns).empty();
    }
    for (auto each = attributes; extended && *each; each += 2) {
        const QualifiedName name(each[0]);
        const auto prefix = prefix_for(name.xmlns);
        const auto own = fmt::format("{}{}", prefix, name.local);
        if (!prefix.empty() && !has({first, taken}, own)) add(own, each[1]);
    }
    return {first, taken};
}

std::string_view ElementBuilder::value_of(std::string_view name, const char* value) {
    if (modern_address_ != nullptr && (name == "from" || name == "to" || name == "jid")) {
        if (const auto modern = modern_address_(value)) return copy(*modern);
    }
    return copy(value);
}

std::string_view ElementBuilder::copy(std::string_view text) {
    if (text.empty()) return {};
    auto* const memory = static_cast<char*>(document_.memory_->all.allocate(text.size(), 1));
    std::ranges::copy(text, memory);
    return {memory, text.size()};
}

void ElementBuilder::text(std::string_view part) {
    if (!open_.empty()) text_ += part;
}

void ElementBuilder::close() {
    --depth_;
    if (open_.empty()) return;
    const auto& closed = open_.back();
    closed.element->text_ = copy(std::string_view(text_).substr(closed.text_start));
    text_.resize(closed.text_start);
    open_.pop_back();
}

void ElementBuilder::reject(std::string reason) {
    if (rejected()) return;
    reason_ = std::move(reason);
    clear_tree();
}

}  // namespace boswell::stanza
