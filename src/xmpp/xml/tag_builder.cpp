// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/xml/tag_builder.hpp"

#include "base/text.hpp"

#include <fmt/format.h>
#include <gloox/gloox.h>

#include <utility>

namespace boswell::xmpp {

using stanza::AttributeArray;

static constexpr std::string_view xml_namespace = "http://www.w3.org/XML/1998/namespace";
static constexpr std::string_view google_roster = "google:roster";
static constexpr std::size_t longest_jid = 3071;  // RFC 7622 3.1

QualifiedName::QualifiedName(const char* name) : local(name) {
    const auto end = local.find(stanza::name_separator);
    if (end == std::string_view::npos) return;
    xmlns = local.substr(0, end);
    local.remove_prefix(end + 1);
}

/// gloox's addAttribute(name, value) drops empty values; an Attribute of our own is kept.
static void add_attribute(gloox::Tag& tag, std::string_view name, const char* value) {
    tag.addAttribute(new gloox::Tag::Attribute(std::string(name), value));  // gloox deletes it
}

/// Names without a prefix, and xml:lang. What carries another namespace is dropped: gloox would
/// forget the prefix and take c:from='…' for the sender. COMPAT: those of google:roster get a name
/// of their own, unless somebody has that, so that the element can be written again.
static void add_attributes(gloox::Tag& tag, AttributeArray attributes) {
    for (auto each = attributes; *each; each += 2) {
        const QualifiedName name(each[0]);
        if (name.xmlns.empty()) {
            add_attribute(tag, name.local, each[1]);
        } else if (name.xmlns == xml_namespace && name.local == "lang") {
            add_attribute(tag, "xml:lang", each[1]);
        }
    }
    for (auto each = attributes; *each; each += 2) {
        const QualifiedName name(each[0]);
        if (name.xmlns != google_roster) continue;
        const auto own = fmt::format("google-roster-{}", name.local);
        if (!tag.hasAttribute(own)) add_attribute(tag, own, each[1]);
    }
}

static std::unique_ptr<gloox::Tag> make_child(gloox::Tag* parent, const QualifiedName& name,
                                              AttributeArray attributes) {
    const std::string local(name.local);
    std::unique_ptr<gloox::Tag> tag(parent ? new gloox::Tag(parent, local) : new gloox::Tag(local));
    add_attribute(*tag, "xmlns", std::string(name.xmlns).c_str());
    add_attributes(*tag, attributes);
    return tag;
}

std::unique_ptr<gloox::Tag> make_tag(const char* name, AttributeArray attributes) {
    const QualifiedName qualified(name);
    if (qualified.xmlns != gloox::XMLNS_STREAM) return make_child(nullptr, qualified, attributes);
    auto tag = std::make_unique<gloox::Tag>(std::string(qualified.local));
    tag->setPrefix("stream");
    tag->setXmlns(gloox::XMLNS_STREAM, "stream");
    add_attributes(*tag, attributes);
    return tag;
}

void TagBuilder::reset() {
    root_.reset();
    current_ = nullptr;
    text_.clear();
    reason_.clear();
    from_.clear();
    depth_ = elements_ = attributes_ = 0;
}

static std::string find_from(AttributeArray attributes) {
    for (; *attributes; attributes += 2) {
        if (std::string_view(attributes[0]) == "from")
            return std::string(utf8_prefix(attributes[1], longest_jid));
    }
    return {};
}

void TagBuilder::check(AttributeArray attributes) {
    std::size_t count = 0;
    while (attributes[2 * count]) ++count;
    attributes_ += count;
    if (depth_ > limits_.depth) {
        reject(fmt::format("nested deeper than {} elements", limits_.depth));
    } else if (++elements_ > limits_.elements) {
        reject(fmt::format("more than {} elements", limits_.elements));
    } else if (count > limits_.attributes) {
        reject(fmt::format("more than {} attributes in one element", limits_.attributes));
    } else if (attributes_ > limits_.all_attributes) {
        reject(fmt::format("more than {} attributes", limits_.all_attributes));
    }
}

void TagBuilder::open(const char* name, AttributeArray attributes) {
    if (depth_++ == 0) from_ = find_from(attributes);
    if (rejected()) return;
    check(attributes);
    if (rejected()) return;
    flush_text();
    if (current_) {
        // The parent deletes it.
        current_ = make_child(current_, QualifiedName(name), attributes).release();
    } else {
        root_ = make_tag(name, attributes);
        current_ = root_.get();
    }
}

void TagBuilder::text(std::string_view part) {
    if (current_) text_ += part;
}

void TagBuilder::flush_text() {
    if (!text_.empty()) current_->addCData(text_);
    text_.clear();
}

void TagBuilder::close() {
    --depth_;
    if (!current_) return;
    flush_text();
    current_ = current_->parent();
}

std::unique_ptr<gloox::Tag> TagBuilder::take() { return std::move(root_); }

void TagBuilder::reject(std::string reason) {
    if (rejected()) return;
    reason_ = std::move(reason);
    root_.reset();
    current_ = nullptr;
    text_ = {};
}

}  // namespace boswell::xmpp
