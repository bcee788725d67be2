// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/attachment.hpp"

#include "base/text.hpp"
#include "stanza/element.hpp"
#include "stanza/file_metadata.hpp"
#include "stanza/link.hpp"

#include <algorithm>

namespace boswell::stanza {

static constexpr std::string_view oob = "jabber:x:oob";
static constexpr std::string_view references = "urn:xmpp:reference:0";
static constexpr std::string_view media_sharing = "urn:xmpp:sims:1";
static constexpr std::string_view file_sharing = "urn:xmpp:sfs:0";
static constexpr std::string_view url_data = "http://jabber.org/protocol/url-data";

static constexpr std::size_t most = 32;

template <typename Value>
static void fill_in(Value& known, const Value& said) {
    if (known == Value()) known = said;
}

/// The same file is often announced in two ways, for old clients and for new ones: the second
/// announcement fills in what the first leaves out.
static void complete(Attachment& known, const Attachment& same) {
    fill_in(known.description, same.description);
    fill_in(known.mime, same.mime);
    fill_in(known.size, same.size);
    fill_in(known.caption, same.caption);
    fill_in(known.disposition, same.disposition);
    fill_in(known.dimensions, same.dimensions);
    fill_in(known.length, same.length);
    fill_in(known.hashes, same.hashes);
    fill_in(known.thumbnails, same.thumbnails);
}

static void add(std::vector<Attachment>& found, Attachment attachment) {
    attachment.url = std::string(trim(attachment.url));
    if (!is_link(attachment.url)) return;
    const auto known = std::find_if(found.begin(), found.end(), [&](const Attachment& earlier) {
        return earlier.url == attachment.url;
    });
    if (known != found.end()) return complete(*known, attachment);
    if (found.size() < most) found.push_back(std::move(attachment));
}

/// What the sharing in `parent` says of its file.
static Attachment described(const Element& parent) {
    Attachment attachment;
    for (const auto& file : parent.children()) {
        if (file.name() != "file") continue;
        read_file_metadata(file, attachment);
        break;
    }
    const auto disposition = parent.attribute("disposition");
    if (disposition == "inline" || disposition == "attachment")
        attachment.disposition = disposition;
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
                        .description = capped_text(child_text(child, "desc", oob)),
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
