// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/file_metadata.hpp"

#include "base/base64.hpp"
#include "base/integer.hpp"
#include "base/text.hpp"
#include "stanza/link.hpp"

namespace boswell::stanza {

static constexpr std::string_view hashes = "urn:xmpp:hashes:2";
static constexpr std::string_view thumbnails = "urn:xmpp:thumbs:1";

static constexpr std::size_t most_hashes = 8;
static constexpr std::size_t most_thumbnails = 4;
static constexpr std::size_t longest_algorithm = 32;
static constexpr std::size_t longest_hash = 128;
static constexpr std::int64_t largest_side = 1'000'000;
static constexpr std::int64_t longest = std::int64_t{1} << 40;  // milliseconds: decades

static std::optional<Dimensions> dimensions(std::string_view width, std::string_view height) {
    const auto x = parse_integer<std::int64_t>(trim(width), 1, largest_side);
    const auto y = parse_integer<std::int64_t>(trim(height), 1, largest_side);
    return x && y ? std::optional(Dimensions{*x, *y}) : std::nullopt;
}

/// XEP-0446: two elements, and before its version 0.2 one, "1920x1080".
static std::optional<Dimensions> dimensions_of(const Element& file) {
    const auto xmlns = file.xmlns();
    const auto both = child_text(file, "dimensions", xmlns);
    const auto cross = both.find('x');
    if (cross != both.npos) return dimensions(both.substr(0, cross), both.substr(cross + 1));
    return dimensions(child_text(file, "width", xmlns), child_text(file, "height", xmlns));
}

static std::vector<FileHash> hashes_of(const Element& file) {
    std::vector<FileHash> found;
    for (const auto& child : file.children()) {
        const auto algorithm = child.attribute("algo");
        const auto value = trim(child.text());
        if (is(child, "hash", hashes) && found.size() < most_hashes && !algorithm.empty() &&
            algorithm.size() <= longest_algorithm && !value.empty() &&
            value.size() <= longest_hash && decode_base64(value))
            found.push_back({std::string(algorithm), std::string(value)});
    }
    return found;
}

static std::vector<Thumbnail> thumbnails_of(const Element& file) {
    std::vector<Thumbnail> found;
    for (const auto& child : file.children()) {
        const auto uri = trim(child.attribute("uri"));
        if (is(child, "thumbnail", thumbnails) && found.size() < most_thumbnails &&
            is_picture_link(uri))
            found.push_back(
                {.uri = std::string(uri),
                 .mime = capped_text(child.attribute("media-type")),
                 .dimensions = dimensions(child.attribute("width"), child.attribute("height"))});
    }
    return found;
}

void read_file_metadata(const Element& file, Attachment& attachment) {
    const auto xmlns = file.xmlns();
    attachment.mime = capped_text(child_text(file, "media-type", xmlns));
    attachment.description = capped_text(child_text(file, "name", xmlns));
    attachment.caption = capped_text(child_text(file, "desc", xmlns));
    attachment.size = parse_integer<std::int64_t>(child_text(file, "size", xmlns), 0);
    attachment.dimensions = dimensions_of(file);
    if (const auto length =
            parse_integer<std::int64_t>(trim(child_text(file, "length", xmlns)), 0, longest))
        attachment.length = milliseconds(*length);
    attachment.hashes = hashes_of(file);
    attachment.thumbnails = thumbnails_of(file);
}

}  // namespace boswell::stanza
