// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/attachment.hpp"

#include "base/text.hpp"
#include "stanza/element.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace boswell::stanza {

static constexpr std::string_view oob = "jabber:x:oob";
static constexpr std::string_view references = "urn:xmpp:reference:0";
static constexpr std::string_view media_sharing = "urn:xmpp:sims:1";
static constexpr std::string_view file_sharing = "urn:xmpp:sfs:0";
static constexpr std::string_view url_data = "http://jabber.org/protocol/url-data";

// aesgcm is https with a key (XEP-0454).
static constexpr std::array<std::string_view, 6> schemes{
    "https:", "http:", "aesgcm:", "ftp:", "ftps:", "sftp:"};
static constexpr std::size_t most = 32;
static constexpr std::size_t longest_url = 4096;
static constexpr std::size_t longest_text = 1024;

static bool is_link(std::string_view url) {
    if (url.size() > longest_url || url.find_first_of(" \t\r\n") != url.npos) return false;
    const auto scheme = to_lower(url.substr(0, url.find(':') + 1));
    return std::find(schemes.begin(), schemes.end(), scheme) != schemes.end();
}

static std::string capped(std::string_view text) {
    return std::string(utf8_prefix(trim(text), longest_text));
}

static std::optional<std::int64_t> parse_size(std::string_view text) {
    std::int64_t size = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (error != std::errc() || end != text.data() + text.size() || size < 0) return std::nullopt;
    return size;
}

/// The same file is often announced in two ways, for old clients and for new ones: the second
/// announcement fills in what the first leaves out.
static void add(std::vector<Attachment>& found, Attachment attachment) {
    attachment.url = std::string(trim(attachment.url));
    if (!is_link(attachment.url)) return;
    const auto known = std::find_if(found.begin(), found.end(), [&](const Attachment& earlier) {
        return earlier.url == attachment.url;
    });
    if (known == found.end()) {
        if (found.size() < most) found.push_back(std::move(attachment));
        return;
    }
    if (known->description.empty()) known->description = attachment.description;
    if (known->mime.empty()) known->mime = attachment.mime;
    if (!known->size) known->size = attachment.size;
}

/// What the <file/> in `parent` says, be it one of Jingle (XEP-0234) or of file metadata
/// (XEP-0446): both have the same children.
static Attachment described(const Element& parent) {
    Attachment attachment;
    for (const auto& file : parent.children()) {
        if (file.name() != "file") continue;
        const auto xmlns = file.xmlns();
        attachment.mime = capped(child_text(file, "media-type", xmlns));
        attachment.description = capped(child_text(file, "name", xmlns));
        attachment.size = parse_size(child_text(file, "size", xmlns));
        break;
    }
    return attachment;
}

/// A file that can be fetched from nowhere that we know, such as one offered by Jingle.
static void add_nameable(std::vector<Attachment>& found, Attachment attachment) {
    if (found.size() == most || attachment.description.empty()) return;
    found.push_back(std::move(attachment));
}

/// Adds one file once for each place that it can be fetched from.
static void add_shared(const Element& sharing, std::vector<Attachment>& found) {
    bool has_place = false;
    if (const auto* sources = find_child(sharing, "sources", sharing.xmlns())) {
        for (const auto& source : sources->children()) {
            auto attachment = described(sharing);
            if (is(source, "url-data", url_data)) attachment.url = source.attribute("target");
            if (is(source, "reference", references)) attachment.url = source.attribute("uri");
            has_place = has_place || is_link(trim(attachment.url));
            add(found, std::move(attachment));
        }
    }
    if (!has_place) add_nameable(found, described(sharing));
}

std::vector<Attachment> find_attachments(const Element& message) {
    std::vector<Attachment> found;
    for (const auto& child : message.children()) {
        if (is(child, "x", oob))
            add(found, {.url = std::string(child_text(child, "url", oob)),
                        .description = capped(child_text(child, "desc", oob)),
                        .mime = {},
                        .size = {}});
        if (is(child, "file-sharing", file_sharing)) add_shared(child, found);
        if (!is(child, "reference", references)) continue;
        if (const auto* media = find_child(child, "media-sharing", media_sharing))
            add_shared(*media, found);
    }
    return found;
}

}  // namespace boswell::stanza
