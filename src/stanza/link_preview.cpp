// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/link_preview.hpp"

#include "base/text.hpp"
#include "stanza/link.hpp"

#include <algorithm>

namespace boswell::stanza {

static constexpr std::string_view rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
static constexpr std::string_view open_graph = "https://ogp.me/ns#";
static constexpr std::size_t most = 8;

/// XEP-0511: the first picture that can be fetched.
static std::string image_of(const Element& description) {
    for (const auto& child : description.children()) {
        const auto url = trim(child.text());
        if (is(child, "image", open_graph) && is_picture_link(url)) return std::string(url);
    }
    return {};
}

static LinkPreview preview_of(const Element& description, std::string_view url) {
    const auto text = [&](std::string_view name) {
        return capped_text(child_text(description, name, open_graph));
    };
    return {.url = std::string(url),
            .title = text("title"),
            .description = text("description"),
            .site = text("site_name"),
            .type = text("type"),
            .image = image_of(description)};
}

std::vector<LinkPreview> find_previews(const Element& message) {
    std::vector<LinkPreview> found;
    for (const auto& child : message.children()) {
        const auto url = trim(child.attribute("rdf-about"));
        if (!is(child, "Description", rdf) || !is_link(url) || found.size() == most) continue;
        auto preview = preview_of(child, url);
        const bool says_nothing = preview == LinkPreview{.url = preview.url};
        if (!says_nothing && std::ranges::find(found, url, &LinkPreview::url) == found.end())
            found.push_back(std::move(preview));
    }
    return found;
}

}  // namespace boswell::stanza
