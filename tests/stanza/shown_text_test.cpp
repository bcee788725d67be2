// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/shown_text.hpp"

#include "stanza/translated.hpp"

using namespace boswell;
using namespace boswell::stanza;

static std::optional<std::string> shown(const std::string& inner) {
    return only<Message>("<message from='bob@c/x' type='chat'>" + inner + "</message>").shown;
}

static std::string fallback(const std::string& what, const std::string& parts) {
    return "<fallback xmlns='urn:xmpp:fallback:0' for='" + what + "'>" + parts + "</fallback>";
}

static const std::string reply = "<reply xmlns='urn:xmpp:reply:0' id='a1' to='alice@b'/>";
static const std::string of_reply = "urn:xmpp:reply:0";
static const std::string file =
    "<x xmlns='jabber:x:oob'><url>https://files.example.org/a.png</url></x>";

TEST_CASE("XEP-0461: the quotation in a reply is not what the replier says") {
    CHECK(shown("<body>&gt; shall we?\nyes</body>" + reply +
                fallback(of_reply, "<body start='0' end='12'/>")) == "yes");
    // Characters are counted, not bytes (XEP-0426).
    CHECK(shown("<body>&gt; Käse 🦉?\nja</body>" + reply +
                fallback(of_reply, "<body start='0' end='10'/>")) == "ja");
    // COMPAT: the name of the namespace before 2022.
    CHECK(shown("<body>&gt; a\nyes</body>" + reply +
                "<fallback xmlns='urn:xmpp:feature-fallback:0' for='urn:xmpp:reply:0'>"
                "<body start='0' end='4'/></fallback>") == "yes");
    CHECK(shown("<body>no, &gt; a\nyes</body>" + reply +
                fallback(of_reply, "<body start='4' end='8'/><body start='0' end='2'/>")) ==
          ", yes");
}

TEST_CASE("nobody hides a text by calling it a fall-back") {
    const auto whole = fallback(of_reply, "<body/>");
    CHECK_FALSE(shown("<body>I owe you money</body>" + whole));  // answers nothing
    CHECK_FALSE(shown("<body>I owe you money</body>" + reply + whole));
    CHECK_FALSE(shown("<body>I owe you money</body>" + fallback("urn:example:unknown", "<body/>")));
    CHECK_FALSE(shown("<body>I owe you money</body>" + fallback("urn:xmpp:sfs:0", "")));
    CHECK_FALSE(shown("<body>I owe you money</body>" + fallback("", "")));
}

TEST_CASE("ranges that make no sense are passed over") {
    for (const auto* part :
         {"<body start='5' end='2'/>", "<body start='-1' end='2'/>", "<body start='0' end='99'/>",
          "<body start='x' end='2'/>", "<body start='99'/>", "<body start='0' end='1e1'/>",
          "<body start='0' end='18446744073709551616'/>", "<subject/>", "<body xmlns='other'/>"}) {
        INFO(part);
        CHECK_FALSE(shown("<body>&gt; a\nyes</body>" + reply + fallback(of_reply, part)));
    }
}

TEST_CASE("the address of a file is not shown as text where it is only a fall-back") {
    const std::string address = "<body>https://files.example.org/a.png</body>";
    CHECK(shown(address + file + fallback("jabber:x:oob", "")) == "");
    CHECK_FALSE(shown(address + file));
}

TEST_CASE("the words that stand for a reaction or a retraction are no speech") {
    CHECK(shown("<body>👍</body><reactions xmlns='urn:xmpp:reactions:0' id='a1'><reaction>👍"
                "</reaction></reactions>" +
                fallback("urn:xmpp:reactions:0", "<body/>")) == "");
    CHECK(shown("<body>This person tried to retract a message</body><retract "
                "xmlns='urn:xmpp:message-retract:1' id='a1'/>" +
                fallback("urn:xmpp:message-retract:1", "")) == "");
}

TEST_CASE("XEP-0071: a text that is only there as XHTML is read without its mark-up") {
    const auto html = [](const std::string& inner) {
        return "<html xmlns='http://jabber.org/protocol/xhtml-im'><body "
               "xmlns='http://www.w3.org/1999/xhtml'>" +
               inner + "</body></html>";
    };
    CHECK(shown(html("<p>Hello <b>big\n  <i>wide</i></b> world!</p><p>Second<br/>line</p>")) ==
          "Hello big wide world!\nSecond\nline");
    CHECK(shown(html("one<ul><li>two</li><li>three</li></ul>four")) == "one\ntwo\nthree\nfour");
    CHECK(shown(html("<p><img src='x' alt=':-)'/> <a href='https://e.org/'>here</a></p>")) ==
          ":-) here");
    CHECK(shown(html("<title>t</title><style>p {color: red}</style><p>Hi<script>x()</script>!</p>"
                     "<template>y</template>")) == "Hi!");
    CHECK_FALSE(shown(html("<style>p {color: red}</style>")));
    CHECK_FALSE(shown("<body>plain</body>" + html("<p>rich</p>")));
    CHECK_FALSE(shown("<x xmlns='urn:example'/>" + html("<p> </p>")));
    CHECK_FALSE(
        shown(html("<p>not for all</p>") + "<encrypted xmlns='eu.siacs.conversations.axolotl'/>"));
}
