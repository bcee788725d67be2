// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/config.hpp"

#include "base/error.hpp"
#include "support/temp_dir.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>

using namespace boswell;
using test::TempDir;
using namespace boswell::agent;

namespace {

/// A configuration file in a folder of its own.
struct File {
    explicit File(const std::string& content) : path(folder.path() / "boswell.toml") {
        std::ofstream(path) << content;
    }
    TempDir folder;
    std::filesystem::path path;
};

}  // namespace

static const std::string alice = "[[account]]\njid = 'alice@example.org'\npassword_file = 'p'\n";

/// What is said about `content`, behind the file's name.
static std::string complaint(const std::string& content) {
    const File file(content);
    try {
        read_config(file.path);
    } catch (const Error& error) {
        const std::string text = error.what();
        REQUIRE(text.starts_with(file.path.string()));
        return text.substr(file.path.string().size());
    }
    return "";
}

TEST_CASE("the least configuration is an account and a password") {
    const File file(alice);
    const auto config = read_config(file.path);
    REQUIRE(config.accounts.size() == 1);
    const auto& account = config.accounts[0];
    CHECK(account.jid == Jid::of("alice@example.org"));
    CHECK(account.password == PasswordSource{PasswordSource::File{file.folder.path() / "p"}});
    CHECK(account.resource == "boswell");
    CHECK(account.show == Show::xa);
    CHECK(account.announce);
    CHECK_FALSE(account.priority.has_value());
}

TEST_CASE("every key is read") {
    const File file(
        "archive = 'a.db'\n[[account]]\njid = 'alice@example.org'\npassword_command = ['pass', "
        "'x']\n"
        "resource = 'log'\nhost = '127.0.0.1'\nport = 5223\ntls = 'direct'\nca_file = "
        "'ca.pem'\npresence = 'none'\n"
        "show = 'dnd'\npriority = -5\nvcards = false\nmechanisms = ['PLAIN']\n");
    const auto config = read_config(file.path);
    const auto& account = config.accounts.at(0);
    CHECK(config.archive == file.folder.path() / "a.db");
    CHECK(account.host == "127.0.0.1");
    CHECK(account.port == 5223);
    CHECK(account.tls == xmpp::TlsMode::direct);
    CHECK(account.ca_file == file.folder.path() / "ca.pem");
    CHECK_FALSE(account.announce);
    CHECK(account.show == Show::dnd);
    CHECK(account.priority == -5);
    CHECK_FALSE(account.vcards);
    CHECK(account.mechanisms == std::vector<std::string>{"PLAIN"});
}

TEST_CASE("an unknown key is named with its line and the nearest known one") {
    CHECK(complaint(alice + "pasword = 'x'\n") ==
          ":4: unknown key 'pasword'; did you mean 'password'?");
    CHECK(complaint("archiv = 'x'\n" + alice) ==
          ":1: unknown key 'archiv'; did you mean 'archive'?");
}

TEST_CASE("wrong values are named with their line") {
    CHECK(complaint(alice + "port = 70000\nhost = 'x'\n") ==
          ":4: 'port' must be a whole number from 1 to 65535");
    CHECK(complaint(alice + "tls = 'off'\n") ==
          ":4: 'tls' is \"off\"; it must be one of auto, starttls, direct");
    CHECK(complaint(alice + "priority = 'high'\n").starts_with(":4: 'priority' must be"));
    CHECK(complaint(alice + "vcards = 1\n") == ":4: 'vcards' must be true or false");
    CHECK(complaint(alice + "port = 5222\n").starts_with(":4: 'port' goes with 'host'"));
    CHECK(complaint("[[account]]\njid = 'alice'\npassword_file = 'p'\n")
              .starts_with(":2: 'alice' is not an account"));
}

TEST_CASE("all faults of a file are found at once, and what is right is there to be checked") {
    const File file(alice + "prot = 1\nshow = 'busy'\nmechanisms = ['SCRAM-SHA-265']\n" +
                    "[[account]]\njid = 'bob'\npassword_file = 'q'\n");
    try {
        read_config(file.path);
        FAIL("it was taken");
    } catch (const ConfigFaults& faults) {
        REQUIRE(faults.all.size() == 4);
        CHECK_THAT(faults.all[0], Catch::Contains(":4: unknown key 'prot'"));
        CHECK_THAT(faults.all[1],
                   Catch::Contains(":6: there is no SASL mechanism 'SCRAM-SHA-265' here; did "
                                   "you mean 'SCRAM-SHA-256'?"));
        CHECK_THAT(faults.all[2], Catch::Contains(":5: 'show' is \"busy\""));
        CHECK_THAT(faults.all[3], Catch::Contains(":8: 'bob' is not an account"));
        CHECK_THAT(faults.what(),
                   Catch::Contains("unknown key 'prot'") && Catch::Contains("and 3 more"));
        CHECK(faults.rest.accounts.at(0).jid == Jid::of("alice@example.org"));
    }
}

TEST_CASE("a fault in one key hides none in its neighbours") {
    const File file(alice + "host = 5\ntls = 'off'\nca_file = 1\npin_sha256 = 2\nkey_file = 'k'\n" +
                    "presence = 'maybe'\nshow = 'busy'\npriority = 128\n");
    try {
        read_config(file.path);
        FAIL("it was taken");
    } catch (const ConfigFaults& faults) {
        REQUIRE(faults.all.size() == 8);
        for (std::size_t i = 0; i < 8; ++i)
            CHECK_THAT(faults.all[i], Catch::Contains(fmt::format(":{}: ", i + 4)));
    }
}

TEST_CASE("a path that begins with ~ is in one's own folder, and in nobody else's") {
    ::setenv("HOME", "/home/alice", 1);
    const File file(
        "archive = '~/a.db'\n[[account]]\njid = 'alice@example.org'\n"
        "password_command = ['~/bin/pass', '~']\nca_file = '~/ca.pem'\n");
    const auto config = read_config(file.path);
    CHECK(config.archive == "/home/alice/a.db");
    CHECK(config.accounts[0].ca_file == "/home/alice/ca.pem");
    CHECK(config.accounts[0].password ==
          PasswordSource{PasswordSource::Command{{"/home/alice/bin/pass", "~"}}});
    CHECK_THAT(complaint(alice + "ca_file = '~bob/ca.pem'\n"),
               Catch::Contains(":4: '~bob/ca.pem': only your own folder is known as ~"));
}

TEST_CASE("chat states are kept only on request") {
    const File plain(alice);
    CHECK_FALSE(read_config(plain.path).accounts.at(0).chat_states);
    const File asking(alice + "chat_states = true\n");
    CHECK(read_config(asking.path).accounts.at(0).chat_states);
}

TEST_CASE("what is off the record is kept unless a note of it is enough") {
    const File plain(alice);
    CHECK(read_config(plain.path).accounts.at(0).off_the_record == OffTheRecord::keep);
    const File noting(alice + "off_the_record = 'note'\n");
    CHECK(read_config(noting.path).accounts.at(0).off_the_record == OffTheRecord::note);
    CHECK(complaint(alice + "off_the_record = 'drop'\n") ==
          ":4: 'off_the_record' is \"drop\"; it must be one of keep, note");
}

TEST_CASE("history is all, none, or a time") {
    const auto history = [](const std::string& value) {
        const File file(alice + "history = '" + value + "'\n");
        return read_config(file.path).accounts.at(0).history;
    };
    CHECK(history("all") == History{});
    CHECK_FALSE(history("none").wanted);
    CHECK(history("30 days").most == std::chrono::days(30));
    CHECK(history("1 year").most == std::chrono::days(366));
    for (const auto* value :
         {"some", "0 days", "-1 days", "3", "3 parsecs", "days", "99999999999 days"})
        CHECK(
            complaint(alice + "history = '" + value + "'\n").starts_with(":4: 'history' must be"));
}

TEST_CASE("a profile is that of the domain unless one is named") {
    const auto profile = [](const std::string& text) {
        const File file(text);
        return std::string(read_config(file.path).accounts.at(0).profile->name);
    };
    CHECK(profile(alice) == "xmpp");
    CHECK(profile(alice + "profile = 'google'\n") == "google");
    CHECK(profile("[[account]]\njid = 'a@chat.facebook.com'\npassword_file = 'p'\n") == "facebook");
    CHECK(complaint(alice + "profile = 'icq'\n") ==
          ":4: there is no profile 'icq'; there are facebook, google, microsoft, xmpp");
}

TEST_CASE("a certificate needs its key") {
    CHECK(complaint(alice + "certificate_file = 'c.pem'\n") ==
          ":4: 'certificate_file' and 'key_file' go together");
    CHECK(complaint(alice + "key_file = 'c.pem'\n") ==
          ":4: 'certificate_file' and 'key_file' go together");
}

TEST_CASE("TOML that cannot be read is named with its line") {
    CHECK(complaint("archive = \n").starts_with(":1: "));
}

TEST_CASE("there must be an account, each once, with one password") {
    CHECK(complaint("").starts_with(":1: there is no account"));
    CHECK(complaint(alice + alice) == ":5: alice@example.org is listed twice");
    CHECK(complaint(alice + "credential = 'a'\n")
              .starts_with(":2: the account has several passwords"));
    CHECK(complaint("[[account]]\njid = 'a@b'\n").starts_with(":2: the account has no password"));
}

TEST_CASE("a password in a file that others can read is refused") {
    const File file("[[account]]\njid = 'a@b'\npassword = 'secret'\n");
    using std::filesystem::perms;
    std::filesystem::permissions(file.path, perms::owner_read | perms::group_read);
    CHECK_THROWS_WITH(read_config(file.path),
                      Catch::Contains("chmod 600") && !Catch::Contains("secret"));
    std::filesystem::permissions(file.path, perms::owner_read | perms::owner_write);
    CHECK(read_config(file.path).accounts.size() == 1);
}

static const std::string oauth2 =
    "[[account]]\njid = 'alice@example.org'\nca_file = 'ca.pem'\n[account.oauth2]\n";

TEST_CASE("an account may have OAuth 2.0 instead of a password") {
    const File file(oauth2 +
                    "token_endpoint = 'https://login.example.org/token'\nclient_id = 'id'\n"
                    "client_secret_file = 's'\nrefresh_token_file = 'r'\nscope = 'a b'\n"
                    "device_authorization_endpoint = 'https://login.example.org/device'\n" +
                    "[[account]]\njid = 'bob@example.org'\n[account.oauth2]\n"
                    "token_command = ['token', 'bob']\n");
    const auto accounts = read_config(file.path).accounts;
    OAuth2Source alice_source{.token_endpoint = "https://login.example.org/token",
                              .device_authorization_endpoint = "https://login.example.org/device",
                              .client_id = "id",
                              .client_secret_file = file.folder.path() / "s",
                              .refresh_token_file = file.folder.path() / "r",
                              .token_command = {},
                              .scope = "a b",
                              .ca_file = file.folder.path() / "ca.pem"};
    CHECK(accounts.at(0).oauth2 == alice_source);
    CHECK(accounts.at(0).password == PasswordSource{});
    REQUIRE(accounts.at(1).oauth2.has_value());
    CHECK(accounts.at(1).oauth2->token_command == std::vector<std::string>{"token", "bob"});
}

TEST_CASE("OAuth 2.0 beside a password, or in part, is named with its line") {
    const std::string endpoint = "token_endpoint = 'https://login.example.org/token'\n";
    CHECK(complaint(alice + "[account.oauth2]\n" + endpoint)
              .starts_with(":2: the account has several passwords"));
    CHECK(complaint(alice + "oauth2 = 'x'\n").starts_with(":2: the account has several"));
    CHECK(complaint("[[account]]\njid = 'a@b'\noauth2 = 'x'\n") ==
          ":3: 'oauth2' must be a table that begins with a line [account.oauth2]");
    CHECK(complaint(oauth2 + "client_id = 'id'\nrefresh_token_file = 'r'\n") ==
          ":4: there is no token_endpoint; add it, or token_command in place of all");
    CHECK(complaint(oauth2 + endpoint + "refresh_token_file = 'r'\n")
              .starts_with(":4: there is no client_id"));
    CHECK(complaint(oauth2 + endpoint + "client_id = 'id'\n")
              .starts_with(":4: there is no refresh_token_file"));
    CHECK(complaint(oauth2 + "token_endpoint = 'http://login.example.org/'\n")
              .starts_with(":5: http://login.example.org is not encrypted; it must be https"));
    CHECK(complaint(oauth2 + endpoint + "device_authorization_endpoint = 'x'\n")
              .starts_with(":6: 'x' is not a URL"));
    CHECK(complaint(oauth2 + "token_command = ['x']\nclient_id = 'id'\n") ==
          ":6: 'client_id' has no effect beside token_command; remove one of them");
    CHECK(complaint(oauth2 + "token_endpont = 'x'\n") ==
          ":5: unknown key 'token_endpont'; did you mean 'token_endpoint'?");
}

TEST_CASE("persons are checked with all the rest, although they are for readers only") {
    CHECK(complaint(alice + "[[person]]\nname = 'Bob'\njids = ['bob@a', 'bob@b']\n").empty());
    CHECK(complaint(alice + "[[person]]\nname = 'Bob'\njids = []\n")
              .starts_with(":6: 'Bob' has no addresses"));
    const File file(alice + "port = 'x'\n[[person]]\njids = ['bob@a']\n[[person]]\nname = 7\n");
    try {
        read_config(file.path);
        FAIL("nothing was wrong");
    } catch (const ConfigFaults& faults) {
        CHECK(faults.all.size() == 3);
    }
}

TEST_CASE("the table search says whether there is an index for substrings") {
    const auto wanted = [](const std::string& lines) {
        return read_config(File(alice + lines).path).substring_index;
    };
    CHECK(wanted("") == false);
    CHECK(wanted("[search]\n") == false);
    CHECK(wanted("[search]\nsubstring_index = true\n") == true);
    CHECK(wanted("[search]\nsubstring_index = false\n") == false);
    CHECK(complaint(alice + "[search]\nsubstring_indx = true\n") ==
          ":5: unknown key 'substring_indx'; did you mean 'substring_index'?");
    CHECK_THAT(complaint(alice + "[search]\nsubstring_index = 'yes'\n"), Catch::Contains(":5:"));
    CHECK_THAT(complaint("search = true\n" + alice), Catch::Contains(":1:"));
}

TEST_CASE("the table alarm is read, and what is wrong with it is found with all else") {
    CHECK_FALSE(read_config(File(alice).path).alarm);
    const auto config = read_config(File(alice + "[alarm]\ncommand = ['notify']\n").path);
    CHECK(config.alarm->command == std::vector<std::string>{"notify"});
    const File wrong(alice + "port = 5222\n[alarm]\ncommand = ['notify']\nafter = 'soon'\n");
    try {
        read_config(wrong.path);
        FAIL("nothing was wrong");
    } catch (const ConfigFaults& faults) {
        CHECK(faults.all.size() == 2);
        CHECK(faults.rest.alarm.has_value());
    }
}
