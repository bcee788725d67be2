// SPDX-License-Identifier: GPL-3.0-or-later
// Files that somebody made to do harm, or that are broken.
#include "formats/histories/clock_text.hpp"
#include "formats/histories/decoded_twice.hpp"
#include "formats/histories/history_fixture.hpp"
#include "formats/histories/history_importer.hpp"
#include "formats/histories/html_text.hpp"
#include "formats/histories/iso_time.hpp"

#include "support/builders.hpp"

#include <stdexcept>

using namespace boswell;
using namespace boswell::formats;
using namespace boswell::test;
using Catch::Contains;
namespace fs = std::filesystem;

static const HistoryFormat& format_named(std::string_view name) {
    for (const auto* format : history_formats()) {
        if (format->name == name) return *format;
    }
    throw std::runtime_error("no such format");
}

static HistoryOptions options() {
    auto options = no_options();
    options.account = Jid::of("alice@x.test");
    options.own_names = {"Alice"};
    return options;
}

static std::string read(std::string_view format, const std::string& name,
                        const std::string& content) {
    const TempDir folder;
    fs::create_directories((folder / name).parent_path());
    std::ofstream(folder / name, std::ios::binary) << content;
    return read_history(format_named(format), folder / name, options());
}

static std::string event(const std::string& text) {
    return "<EVENT><CONTACT>Bob</CONTACT><FROM>Bob</FROM><TIME>11:00:05</TIME>"
           "<DATE>2011-12-14</DATE><ID>bob@x.test</ID><TYPE>MESSAGE</TYPE><MESSAGE>" +
           text + "</MESSAGE></EVENT>";
}

TEST_CASE("a contact file does no harm, and a card that is broken does not spoil the others") {
    const auto card = [](const std::string& lines) {
        return "BEGIN:VCARD\r\nVERSION:4.0\r\nIMPP:xmpp:bob@x.test\r\nREV:20111214T100005Z\r\n" +
               lines + "\r\nEND:VCARD\r\n";
    };
    const auto good = card("FN:Bob");
    const auto import = [&](const std::string& lines) {
        const auto read_lines = read("vcf", "c.vcf", card(lines) + good);
        CHECK_THAT(read_lines, Contains("\"full_name\":\"Bob\""));
        return read_lines;
    };
    CHECK_THAT(import("FN:\xFF"), Contains("line 5 is not UTF-8"));
    CHECK_THAT(import("FN;CHARSET=ISO-8859-1:x"), Contains("in another character set"));
    CHECK_THAT(import("no line"), Contains("line 5 is no line of a vCard"));
    CHECK_THAT(import("FN;X=\"a:b"), Contains("line 5 is no line of a vCard"));
    CHECK_THAT(import("NOTE:" + std::string(3u << 20, 'x')), Contains("is longer than 2097152"));
    CHECK_THAT(import("PHOTO;ENCODING=b;TYPE=PNG:" + std::string(3u << 20, 'x')),
               Contains("1 pictures were left out"));
    CHECK_THAT(import("PHOTO:data:text/html;base64,YWJj\r\nFN:x"),
               Contains("1 pictures were left out"));
    std::string many;
    for (int i = 0; i < 2000; ++i) many += "TEL:1\r\n";
    CHECK_THAT(import(many), Contains("more than 1000 properties"));
    CHECK_THAT(import("FN:</FN><FN>\x01\\nx"), Contains("</FN><FN>\uFFFD\\nx"));
    CHECK_THAT(import("FN:x\r\nPHOTO:https://x.test/p.png"), Contains("https://x.test/p.png"));
    CHECK_THAT(read("vcf", "c.vcf", good + "BEGIN:VCARD\nFN:x\n" + good),
               Contains("card 2 has no END:VCARD before the next one begins"));
    CHECK_THAT(read("vcf", "c.vcf", good + "BEGIN:VCARD\nFN:x\n"), Contains("was cut short"));
    CHECK_THAT(read("vcf", "c.vcf", "junk\njunk\n" + good),
               Contains("c.vcf:1: is outside of any vCard") && Contains("\"full_name\":\"Bob\""));
    CHECK_THAT(read("vcf", "c.vcf", "BEGIN:VCARD\nVERSION:5.0\nEND:VCARD\n"),
               Contains("is of version '5.0'"));
}

TEST_CASE("a contact file without a date of its own is dated by its last change") {
    const TempDir folder;
    const auto path = folder / "c.vcf";
    const auto of = [&](const std::string& revision) {
        std::ofstream(path) << "BEGIN:VCARD\nVERSION:3.0\nFN:Bob\nX-JABBER:bob@x.test\n"
                            << revision << "END:VCARD\n";
        fs::last_write_time(path, std::chrono::file_clock::from_sys(some_day));
        return read_history(format_named("vcf"), path, options());
    };
    const auto changed = "\"fetched_at\":\"" + to_rfc3339(some_day);
    for (const auto* const revision :
         {"", "REV:1970-01-01T00:00:00Z\n", "REV:soon\n", "REV:\n", "REV:9999-01-01T00:00:00Z\n"})
        CHECK_THAT(of(revision), Contains(changed));
    CHECK_THAT(of("REV:2011-12-14T11:00:05\n"), Contains("2011-12-14T10:00:05.000Z"));
    CHECK_THAT(of("REV:20111214\n"), Contains("2011-12-14T00:00:00.000Z"));
}

static std::string chat_mail(const std::string& content,
                             const std::string& type = "text/xml; charset=utf-8") {
    return "From 1@xxx Sat Feb 25 16:25:02 +0000 2012\n"
           "Message-ID: <1.2.3.chat@gmail.com>\nContent-Type: " +
           type + "\n\n" + content + "\n\n";
}

static std::string conversation(const std::string& body) {
    return "<c:conversation xmlns:c='google:archive:conversation'><message "
           "xmlns='jabber:client' from='bob@x.test' to='alice@x.test'><body>" +
           body +
           "</body><time xmlns='google:timestamp' ms='1330187102479'/></message>"
           "</c:conversation>";
}

TEST_CASE("a mail box with a broken chat is read on, and no mail is larger in memory than a chat") {
    const auto good = chat_mail(conversation("hi"));
    const auto import = [&](const std::string& mail) {
        const auto lines = read("gmail-chats", "Chat.mbox", mail + good);
        CHECK_THAT(lines, Contains("\"body\":\"hi\"") && !Contains("end: "));
        return lines;
    };
    for (const auto& wrong :
         {std::string("<c:conversation"), std::string("<html/>"), std::string(),
          conversation(std::string(100, '<')), conversation("\xFF"),
          "<!DOCTYPE c [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + conversation("&x;"),
          conversation("a") + conversation("b")})
        CHECK_THAT(import(chat_mail(wrong)),
                   Contains("bad: Chat.mbox:1: the mail's conversation is not XML"));
    CHECK_THAT(import(chat_mail("hi", "text/plain")), Contains("has no conversation in XML"));
    CHECK_THAT(import(chat_mail(conversation(std::string(17u << 20, 'x')))),
               Contains("bad: Chat.mbox:1: the mail has a longer line or more text"));
    CHECK_THAT(import("From 1@xxx Sat Feb 25 16:25:02 +0000 2012\nSubject: x\n\n" +
                      std::string(80u << 20, 'x') + "\n\n"),
               Contains("remark: Chat.mbox: 1 mails are no chats"));
    std::string nested;
    for (int i = 0; i < 20'000; ++i)
        nested +=
            fmt::format("--{0}\nContent-Type: multipart/mixed; boundary=\"{1}\"\n\n", i, i + 1);
    CHECK_THAT(import(chat_mail(nested, "multipart/mixed; boundary=\"0\"")),
               Contains("has no conversation in XML"));
}

TEST_CASE("a mail box without chats is left alone, and told") {
    const auto& format = format_named("gmail-chats");
    const TempDir folder;
    const auto recognised = [&](const std::string& content) {
        std::ofstream(folder / "m", std::ios::binary) << content;
        return is_recognised(format, folder / "m");
    };
    const std::string mail = "From - Wed Dec 14 10:00:05 2011\n";
    const std::string ordinary = "Message-ID: <1@x.test>\nSubject: X-Gmail-Labels: Chat\n";
    CHECK_FALSE(recognised(mail + ordinary + "\nX-Gmail-Labels: Chat\n"));
    CHECK_FALSE(recognised(mail + "X-Boswell-Id: 1\n" + ordinary + "\n" + chat_mail("")));
    CHECK_FALSE(recognised("Subject: x"));
    CHECK_FALSE(recognised("From "));
    CHECK(recognised(mail + ordinary + "X-Gmail-Labels: Inbox\n\ntext\n"));
    CHECK(recognised("message-id: <1.chat@gmail.com>\r\n\r\ntext\r\n"));
    CHECK(read("gmail-chats", "m", mail + ordinary + "\n" + mail + ordinary) ==
          "skipped: 2\nremark: m: 2 mails are no chats\n"
          "remark: m has no conversation of Google Talk\n");
}

TEST_CASE("entities that grow without end are stopped, and nothing outside of the file is read") {
    std::string laughs = "<!DOCTYPE IMHISTORY [<!ENTITY ME \"Alice\"><!ENTITY a0 \"ha ha ha ha\">";
    for (int i = 1; i < 12; ++i) {
        laughs += fmt::format("<!ENTITY a{} \"", i);
        for (int j = 0; j < 10; ++j) laughs += fmt::format("&a{};", i - 1);
        laughs += "\">";
    }
    const auto lines =
        read("history++", "h.xml",
             laughs + "]><IMHISTORY>" + event("hi") + event("&a11;") + "</IMHISTORY>");
    CHECK_THAT(lines, Contains("\"body\":\"hi\"") && Contains("end: h.xml is not well-formed"));
    CHECK(lines.size() < 2000);
    const auto outside = read(
        "history++", "h.xml",
        "<!DOCTYPE IMHISTORY [<!ENTITY ME \"Alice\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
        "<IMHISTORY>" +
            event("[&x;]") +
            event("<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='/etc/passwd'/>.") +
            "</IMHISTORY>");
    CHECK_THAT(outside,
               Contains("\"body\":\"[]\"") && Contains("\"body\":\".\"") && !Contains("root:"));
    CHECK_THAT(read("messenger", "bob@x.test.xml",
                    "<!DOCTYPE Log [<!ENTITY a \"x\">]><Log a=\"FriendlyName=\"><Message/></Log>"),
               Contains("end: bob@x.test.xml has a document type declaration"));
}

TEST_CASE("depth and length of what a file has are bounded, and the rest is read") {
    const std::string deep(1000, '[');
    const std::string closed(1000, ']');
    const std::string head = R"({"info":{"proto":"J","jid":{"value":"bob@x.test"}},"history":[)";
    const std::string good = R"({"timestamp":1323856805,"body":"hi"})";
    CHECK_THAT(
        read("miranda-json", "a.json", head + "{\"x\":" + deep + closed + "}," + good + "]}"),
        Contains("more than 32 deep") && Contains("\"body\":\"hi\""));
    CHECK_THAT(read("miranda-json", "a.json", head + deep), Contains("has no end"));
    const std::string huge(17u << 20, 'x');
    CHECK_THAT(read("miranda-json", "a.json", head + "{\"body\":\"" + huge + "\"}," + good + "]}"),
               Contains("is longer than") && Contains("\"body\":\"hi\""));
    CHECK_THAT(
        read("history++", "h.xml", "<IMHISTORY>" + event(huge) + event("hi") + "</IMHISTORY>"),
        Contains("bad: h.xml: element 1 has more than") && Contains("element 1"));
    std::string nested;
    for (int i = 0; i < 1000; ++i) nested += "<b>";
    CHECK_THAT(read("history++", "h.xml", "<IMHISTORY><EVENT>" + nested), Contains("cut short"));
}

TEST_CASE("names of files lead nowhere, whatever is in them") {
    const std::string line = "|2011-12-14T11:00:05|1|from|N---|hi\n";
    for (const std::string name :
         {"..%2f..%2fetc%2fpasswd.history", "%00_at_x.test.history", "_at_.history", ".history"}) {
        INFO(name);
        CHECK_THAT(read("psi", name, line), Contains("end: ") && !Contains("message"));
    }
    const std::string log = "(11:00:05) alice@x.test: hi\n";
    CHECK_THAT(
        read("pidgin", "jabber/alice@x.test/..%2f..%2fbob/2011-12-14.110005+0100CET.txt", log),
        Contains("is not in a folder with the name of a contact"));
    CHECK_THAT(read("pidgin", "jabber/alice@x.test/bob@x.test/2011-99-14.110005+0100CET.txt", log),
               Contains("is not where, and named as"));
}

TEST_CASE("bytes that are no text are replaced, so that nothing else is stored") {
    const std::string bytes("\xff\0\x1b[2J\xed\xa0\x80 ok", 12);
    const auto clean = clean_text(bytes);
    CHECK(is_utf8(clean));
    CHECK(clean.find('\0') == std::string::npos);
    CHECK(clean.find('\x1b') == std::string::npos);
    CHECK_THAT(clean, Catch::EndsWith(" ok"));
    CHECK(clean_text("a\r\nb\rc\td\n") == "a\nb\nc\td\n");
    CHECK_THAT(
        read("psi", "bob_at_x.test.history", "|2011-12-14T11:00:05|1|from|N---|" + bytes + "\n"),
        Contains("\"kind\":\"message\""));
}

TEST_CASE("HTML becomes what people read of it, also where it is broken") {
    CHECK(text_of_html("a<br>b<BR/>c<br />d") == "a\nb\nc\nd");
    CHECK(text_of_html("<span title='x>y'>1 &lt; 2 &amp; &#65;&#x42;&copy;&#0;&#xD800;&</span>") ==
          "y'>1 < 2 & AB&copy;&#0;&#xD800;&");
    CHECK(text_of_html("<a href=\"mailto:b@x.test\">b@x.test</a> <a href='u'>there</a> <a>x</a>") ==
          "b@x.test there (u) x");
    CHECK(text_of_html("no end <b") == "no end <b");
    CHECK(text_of_html(std::string(10'000'000, '<')).size() == 10'000'000);
}

TEST_CASE("times out of range, and what only looks like one, are none") {
    for (const auto* text : {"2011-02-30T00:00:00", "2011-12-14T24:00:00", "1969-12-31T00:00:00",
                             "2011-12-14", "2011-12-14T11:00:05+99:00", "+011-12-14T11:00:05", ""})
        CHECK_FALSE(parse_iso(text));
    CHECK(time_of(parse_iso("2011-12-14T15:30:20.25+0530").value()) ==
          std::optional(at("2011-12-14T10:00:20.250Z")));
    for (const auto* text : {"", "11", "PM", "13:00 PM", "1:2:3:4", "25:00:00", "99/99 11:00:00",
                             "11:00:05 12/14/2011 1/1/2012"})
        CHECK_FALSE(parse_clock(text));
    CHECK(parse_clock("12:00:01 AM")->time.hour == 0);
    CHECK(parse_clock("14.12.2011 11:00:05")->time.month == 12);
    CHECK(parse_clock("12/14/2011 11:00")->time.day == 14);
    CHECK(parse_clock("03/04/2011 11:00:00")->is_day_uncertain);
    CHECK_FALSE(time_of_milliseconds(-1));
    CHECK_FALSE(time_of_milliseconds(INT64_MAX));
}

TEST_CASE("what was encoded twice is decoded, and nothing else") {
    CHECK(decoded_twice("caf\xC3\x83\xC2\xA9") == "caf\xC3\xA9");
    for (const std::string text :
         {"caf\xC3\xA9", "\xC3\x83 \xC3\xA9", "\xF0\x9F\x98\x80", "\xC3", ""})
        CHECK(decoded_twice(text) == text);
}

TEST_CASE("who says what is asked for where a text log does not tell, and not guessed") {
    const std::string folder = "jabber/alice@x.test/bob@x.test/2011-12-14.110005+0100CET.txt";
    CHECK_THAT(read("pidgin", folder, "(11:00:05) Ally: hi\n(11:00:06) Bobby: hello\n"),
               Contains("who of 'Ally', 'Bobby' is the owner of alice@x.test? Say it with --me"));
    CHECK_THAT(read("pidgin", folder, "(11:00:05) Alice: hi\n(11:00:06) Bobby: hello\n"),
               Contains("\"direction\":\"out\"") && Contains("\"direction\":\"in\""));
    CHECK_THAT(
        read("pidgin", folder, "(11:00:05) Alice: hi\n(11:00:06) Bobby: a\n(11:00:07) B: b\n"),
        Contains("end: "));
}
