// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/link_preview.hpp"

#include "stanza/translated.hpp"

using namespace boswell;
using namespace boswell::stanza;

static std::vector<LinkPreview> previews(const std::string& inner) {
    return only<Message>("<message from='bob@c/x' type='chat'><body>https://c/page</body>" + inner +
                         "</message>")
        .previews;
}

static std::string description(const std::string& about, const std::string& inner) {
    return "<rdf:Description xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
           "xmlns:og='https://ogp.me/ns#' " +
           about + ">" + inner + "</rdf:Description>";
}

TEST_CASE("XEP-0511: a message says what is behind its link") {
    const auto found = previews(
        description("rdf:about='https://c/page'",
                    "<og:title> The page </og:title><og:description>Good</og:description>"
                    "<og:url>https://c/other</og:url><og:image>data:image/png,x</og:image>"
                    "<og:image>https://c/i.png</og:image><og:image>https://c/j.png</og:image>"
                    "<og:type>website</og:type><og:site_name>C</og:site_name><x xmlns='y'/>"));
    CHECK(found == std::vector<LinkPreview>{
                       {"https://c/page", "The page", "Good", "C", "website", "https://c/i.png"}});
}

TEST_CASE("XEP-0511: a description without a page or without words is none") {
    const std::string title = "<og:title>x</og:title>";
    CHECK(previews(description("about='https://c/page'", title)).empty());
    CHECK(previews(description("rdf:about='javascript:alert(1)'", title)).empty());
    CHECK(previews(description("rdf:about='https://c/a b'", title)).empty());
    CHECK(previews(description("rdf:about='https://c/" + std::string(4096, 'x') + "'", title))
              .empty());
    CHECK(previews(description("rdf:about='https://c/page'", "")).empty());
    CHECK(previews("<Description xmlns='urn:else' "
                   "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
                   "rdf:about='https://c/page'/>")
              .empty());
}

TEST_CASE("XEP-0511: descriptions are short and few, and each page has one") {
    std::string many;
    for (int i = 0; i < 20; ++i)
        many += description("rdf:about='https://c/" + std::to_string(i / 2) + "'",
                            "<og:title>" + std::string(2000, 'x') + "</og:title>");
    const auto found = previews(many);
    CHECK(found.size() == 8);
    CHECK(found[0].title.size() == 1024);
}
