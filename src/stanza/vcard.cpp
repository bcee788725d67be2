// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/vcard.hpp"

#include "base/base64.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "stanza/element.hpp"
#include "stanza/namespaces.hpp"
#include "stanza/write_xml.hpp"

#include <algorithm>
#include <iterator>

namespace boswell::stanza {

static std::string field(const Element& parent, std::string_view name) {
    return std::string(trim(child_text(parent, name, ns::vcard)));
}

/// COMPAT: some clients put the address straight into <EMAIL/> or the number into <TEL/>, without
/// USERID or NUMBER.
static std::string value_of(const Element& property, std::string_view name) {
    if (auto text = field(property, name); !text.empty()) return text;
    return std::string(trim(property.text()));
}

// The kind of a number is an empty element beside it: <HOME/>, <CELL/>. VOICE says nothing.
static std::string telephone_kind(const Element& telephone) {
    std::string kind;
    for (const auto& child : telephone.children()) {
        if (child.xmlns() != ns::vcard || child.name() == "NUMBER" || child.name() == "PREF")
            continue;
        auto name = to_lower(child.name());
        if (name != "voice") return name;
        kind = std::move(name);
    }
    return kind;
}

static void read_property(const Element& property, VCard& vcard) {
    if (property.xmlns() != ns::vcard) return;
    if (property.name() == "EMAIL") {
        if (auto address = value_of(property, "USERID"); !address.empty())
            vcard.emails.push_back(std::move(address));
    } else if (property.name() == "TEL") {
        if (auto number = value_of(property, "NUMBER"); !number.empty())
            vcard.telephones.push_back(
                {.kind = telephone_kind(property), .number = std::move(number)});
    }
}

static VCard read_vcard(const Element& element) {
    VCard vcard;
    vcard.full_name = field(element, "FN");
    vcard.nickname = field(element, "NICKNAME");
    vcard.title = field(element, "TITLE");
    vcard.birthday = field(element, "BDAY");
    vcard.url = field(element, "URL");
    vcard.note = field(element, "DESC");
    if (vcard.note.empty()) vcard.note = field(element, "NOTE");
    if (const auto* name = find_child(element, "N", ns::vcard)) {
        vcard.given = field(*name, "GIVEN");
        vcard.family = field(*name, "FAMILY");
    }
    if (const auto* organisation = find_child(element, "ORG", ns::vcard))
        vcard.organisation = field(*organisation, "ORGNAME");
    if (const auto* photo = find_child(element, "PHOTO", ns::vcard))
        vcard.photo_url = field(*photo, "EXTVAL");
    for (const auto& child : element.children()) read_property(child, vcard);
    return vcard;
}

// RFC 4648 3.3: white space only where the format says so, and vCards are broken into lines.
static std::string without_space(std::string_view text) {
    std::string dense;
    std::copy_if(text.begin(), text.end(), std::back_inserter(dense),
                 [](char c) { return c != ' ' && c != '\t' && c != '\r' && c != '\n'; });
    return dense;
}

static std::optional<Avatar> read_photo(const Element& element) {
    const auto* photo = find_child(element, "PHOTO", ns::vcard);
    if (photo == nullptr) return std::nullopt;
    const auto* encoded = find_child(*photo, "BINVAL", ns::vcard);
    if (encoded == nullptr) return std::nullopt;
    auto bytes = decode_base64(without_space(encoded->text()));
    if (!bytes || bytes->empty() || bytes->size() > largest_photo) return std::nullopt;
    auto sha1 = sha1_hex(*bytes);
    return Avatar{
        .sha1 = std::move(sha1), .mime = field(*photo, "TYPE"), .bytes = *std::move(bytes)};
}

static std::string element_text(const Element& element) {
    std::string text;
    write_xml(element, "", "BINVAL", text);
    return text;
}

VCardFetched to_vcard(const Element& element, const Jid& contact, const Context& context) {
    return {.account = context.account,
            .contact = contact.bare(),
            .fetched_at = context.now,
            .vcard = read_vcard(element),
            .avatar = read_photo(element),
            .element = element_text(element)};
}

}  // namespace boswell::stanza
