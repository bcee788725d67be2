// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/stanza_marks.hpp"

#include "base/error.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace boswell;
using archive::RepeatedTexts;
using archive::with_marks;
using archive::without_marks;
using Catch::Matchers::Contains;

static const Time noon = from_milliseconds(1'773'500'966'000);

static RepeatedTexts texts() {
    return {.body = "soup & \"bread\" <now>",
            .message_id = "m-12345",
            .thread = "thread-1",
            .from = "juliet@example.org",
            .from_resource = "balcony",
            .to = "romeo@example.org",
            .to_resource = "orchard",
            .stanza_id = "1774000000123456",
            .claimed_stamp = noon};
}

TEST_CASE("whatever the rows have is replaced by a mark") {
    CHECK(with_marks("<message from='juliet@example.org/balcony' to='romeo@example.org/orchard' "
                     "id='m-12345'><thread>thread-1</thread><stanza-id id='1774000000123456' "
                     "by='romeo@example.org'/></message>",
                     texts()) ==
          "<message from='\x05/\x06' to='\x07/\x08' id='\x03'><thread>\x04</thread>"
          "<stanza-id id='\x0b' by='\x07'/></message>");
}

TEST_CASE("a body is found as either kind of server escapes it") {
    CHECK(with_marks("<body>soup &amp; &quot;bread&quot; &lt;now&gt;</body>", texts()) ==
          "<body>\x01</body>");
    CHECK(with_marks("<body>soup &amp; \"bread\" &lt;now&gt;</body>", texts()) ==
          "<body>\x02</body>");
    CHECK_FALSE(with_marks("<body>soup &#38; \"bread\" &lt;now></body>", texts()));
}

TEST_CASE("a stamp is found with and without milliseconds") {
    CHECK(with_marks("<delay stamp='2026-03-14T15:09:26Z'/>", texts()) == "<delay stamp='\x0c'/>");
    CHECK(with_marks("<delay stamp='2026-03-14T15:09:26.000Z'/>", texts()) ==
          "<delay stamp='\x0e'/>");
}

TEST_CASE("a stanza in which there is nothing to replace stays as it is") {
    CHECK_FALSE(with_marks("<message/>", texts()));
    CHECK_FALSE(with_marks("<message from='juliet@example.org'/>", {}));
    auto shorter = RepeatedTexts{};
    shorter.body = "the";
    CHECK_FALSE(with_marks("<body>the</body>", shorter));
}

TEST_CASE("bytes that look like marks are never taken for some") {
    CHECK_FALSE(with_marks("<message from='juliet@example.org'>\x05</message>", texts()));
}

TEST_CASE("a mark without a meaning is an Error, and so is a stanza beyond all measure") {
    CHECK_THROWS_WITH(without_marks("<message>\x1f</message>", texts()), Contains("unknown mark"));
    auto large = texts();
    const std::string body(1u << 20, 'x');
    large.body = body;
    CHECK_THROWS_WITH(without_marks(std::string(65, '\x01'), large), Contains("too large"));
}

// With a search that begins anew at each byte this would not end in time.
TEST_CASE("a long id that nearly matches everywhere in a long body is looked for in linear time") {
    const auto body = "<body>" + std::string(2u << 20, 'a') + "</body>";
    const auto id = std::string(1u << 20, 'a') + 'b';
    auto hostile = RepeatedTexts{};
    hostile.message_id = id;
    CHECK_FALSE(with_marks(body, hostile));
}

// The texts are taken from the stanza at random, so that they overlap and contain one another.
TEST_CASE("a stanza comes back byte for byte, whatever its texts") {
    const auto held = rc::check([](const std::vector<std::uint8_t>& letters,
                                   const std::vector<std::pair<std::uint8_t, std::uint8_t>>& cuts) {
        std::string stanza;
        for (const auto letter : letters) stanza += "ab&;<>'\"\n"[letter % 9];
        std::vector<std::string> parts(8);
        for (std::size_t i = 0; i < parts.size() && i < cuts.size() && !stanza.empty(); ++i)
            parts[i] = stanza.substr(cuts[i].first % stanza.size(), cuts[i].second % 12);
        const RepeatedTexts found{.body = parts[0],
                                  .message_id = parts[1],
                                  .thread = parts[2],
                                  .from = parts[3],
                                  .from_resource = parts[4],
                                  .to = parts[5],
                                  .to_resource = parts[6],
                                  .stanza_id = parts[7],
                                  .claimed_stamp = {}};
        const auto marked = with_marks(stanza, found);
        RC_CLASSIFY(marked.has_value());
        if (marked) RC_ASSERT(without_marks(*marked, found) == stanza);
    });
    CHECK(held);
}
