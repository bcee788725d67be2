// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/vcard.hpp"

#include "base/base64.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "stanza/element.hpp"
#include "stanza/namespaces.hpp"
#include "stanza/parse.hpp"
#include "stanza/write_xml.hpp"

#include <algorithm>
#include <iterator>

namespace boswell::stanza {

static std::string field(const Element& parent, std::string_view name) {
    return std::string(trim(child_text(parent, name, ns::vcard)));
}

/// COMPAT: some clients put the address straight into <EMAIL/>, the number into <TEL/> or the name
/// into <ORG/>, without USERID, NUMBER or ORGNAME.
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

static constexpr std::string_view data_scheme = "data:";

/// The first address of a picture that is somewhere else.
static std::string photo_url(const Element& vcard) {
    for (const auto& photo : vcard.children()) {
        if (!is(photo, "PHOTO", ns::vcard)) continue;
        auto url = field(photo, "EXTVAL");
        if (!url.empty() && !url.starts_with(data_scheme)) return url;
    }
    return {};
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
        vcard.organisation = value_of(*organisation, "ORGNAME");
    vcard.photo_url = photo_url(element);
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

std::optional<Avatar> decode_photo(std::string_view base64, std::string mime) {
    auto dense = without_space(base64);
    // COMPAT: some clients leave the padding out.
    while (dense.size() % 4 != 0 && dense.size() % 4 != 1) dense += '=';
    auto bytes = decode_base64(dense);
    if (!bytes || bytes->empty() || bytes->size() > Avatar::largest) return std::nullopt;
    auto sha1 = sha1_hex(*bytes);
    return Avatar{.sha1 = std::move(sha1), .mime = std::move(mime), .bytes = *std::move(bytes)};
}

/// COMPAT: RFC 2397, as vCards in other formats have it: data:image/png;base64,…
static std::optional<Avatar> decode_data_url(std::string_view url) {
    constexpr std::string_view encoding = ";base64";
    const auto comma = url.find(',');
    if (comma == url.npos) return std::nullopt;
    const auto type = url.substr(data_scheme.size(), comma - data_scheme.size());
    if (!type.ends_with(encoding)) return std::nullopt;
    const auto mime = type.substr(0, std::min(type.find(';'), type.size()));
    return decode_photo(url.substr(comma + 1), std::string(mime));
}

static std::optional<Avatar> read_photo(const Element& photo) {
    for (const auto* const place : {"BINVAL", "EXTVAL"}) {
        const auto text = trim(child_text(photo, place, ns::vcard));
        auto avatar = text.starts_with(data_scheme) ? decode_data_url(text)
                      : std::string_view(place) == "BINVAL"
                          ? decode_photo(text, field(photo, "TYPE"))
                          : std::nullopt;
        if (avatar) return avatar;
    }
    return std::nullopt;
}

/// The first picture that can be read: a vCard may have several.
static std::optional<Avatar> read_avatar(const Element& vcard) {
    for (const auto& photo : vcard.children()) {
        if (!is(photo, "PHOTO", ns::vcard)) continue;
        if (auto avatar = read_photo(photo)) return avatar;
    }
    return std::nullopt;
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
            .avatar = read_avatar(element),
            .element = element_text(element)};
}

static VCardAddress read_address(const Element& address) {
    std::string kind;
    if (find_child(address, "WORK", ns::vcard) != nullptr) kind = "work";
    if (find_child(address, "HOME", ns::vcard) != nullptr) kind = "home";
    return {.kind = std::move(kind),
            .po_box = field(address, "POBOX"),
            .extended = field(address, "EXTADD"),
            .street = field(address, "STREET"),
            .locality = field(address, "LOCALITY"),
            .region = field(address, "REGION"),
            .code = field(address, "PCODE"),
            .country = field(address, "CTRY")};
}

static bool is_empty(const VCardAddress& address) {
    return address == VCardAddress{.kind = address.kind};
}

static void read_units(const Element& organisation, VCardDetails& details) {
    for (const auto& unit : organisation.children()) {
        const auto name = trim(unit.text());
        if (is(unit, "ORGUNIT", ns::vcard) && !name.empty()) details.units.emplace_back(name);
    }
}

VCardDetails vcard_details(std::string_view element) {
    VCardDetails details;
    const auto document = parse(element);
    if (!document || !is(document->root(), "vCard", ns::vcard)) return details;
    const auto& vcard = document->root();
    if (const auto* name = find_child(vcard, "N", ns::vcard)) {
        details.middle = field(*name, "MIDDLE");
        details.prefix = field(*name, "PREFIX");
        details.suffix = field(*name, "SUFFIX");
    }
    if (const auto* organisation = find_child(vcard, "ORG", ns::vcard))
        read_units(*organisation, details);
    details.role = field(vcard, "ROLE");
    for (const auto& child : vcard.children()) {
        if (!is(child, "ADR", ns::vcard)) continue;
        auto address = read_address(child);
        if (!is_empty(address)) details.addresses.push_back(std::move(address));
    }
    return details;
}

}  // namespace boswell::stanza
