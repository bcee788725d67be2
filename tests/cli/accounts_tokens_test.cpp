// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/home.hpp"

using namespace boswell::test;
using Catch::Matchers::Contains;

namespace {

/// boswelld is a script that gets a token with --authorize, as a person consents to one, and tells
/// how it was called. The file "refused" has the word at which it fails with status 4.
struct TokenHome : Home {
    TokenHome() {
        std::ofstream(folder / "bin" / "boswelld") << R"script(#!/bin/sh
config=${1#--config=}
echo "$2" >>"$HOME/calls"
case "$2" in
"$(cat "$HOME/refused")"*) exit 4 ;;
--authorize=*)
    echo "open https://h/device"
    file=$(dirname "$config")/$(sed -n 's/refresh_token_file = "\(.*\)"/\1/p' "$config" | tail -n 1)
    echo s3cret-token >"$file.tmp" && chmod 600 "$file.tmp" && mv "$file.tmp" "$file" ;;
esac
cp "$config" "$HOME/tried"
)script";
        refuses("nothing");
    }
    void refuses(const std::string& call) const { std::ofstream(folder / "refused") << call; }
    fs::path token(const std::string& suffix = "") const {
        return configuration().parent_path() / ("alice@example.org.token" + suffix);
    }
};

}  // namespace

static constexpr auto endpoints =
    "add alice@example.org --oauth2 --token-endpoint https://h/token --client-id boswell "
    "--device-authorization-endpoint https://h/device";

static constexpr auto alice = R"([[account]]
jid = "alice@example.org"

[account.oauth2]
token_endpoint = "https://h/token"
device_authorization_endpoint = "https://h/device"
client_id = "boswell"
refresh_token_file = "alice@example.org.token"
)";

static const std::set<std::string> both{"alice@example.org.token", "boswell.toml"};

TEST_CASE_METHOD(TokenHome, "with OAuth 2.0 consent is asked for, tried, and only then written") {
    const auto before = GENERATE("", "# mine\n[[account]]\njid = 'bob@h.example'  # Bob\n");
    if (*before != '\0') has(before);
    const auto added = accounts(endpoints);
    CHECK(added.status == 0);
    CHECK_THAT(added.out, Contains("open https://h/device") && !Contains("s3cret"));
    CHECK(text() == (*before == '\0' ? alice : std::string(before) + '\n' + alice));
    CHECK(read_all(folder / "calls") ==
          "--authorize=alice@example.org\n--probe=alice@example.org\n");
    CHECK(files() == both);
    CHECK(read_all(token()) == "s3cret-token\n");
    CHECK(mode_of(token()) == 0600);
}

TEST_CASE_METHOD(TokenHome, "without consent or with a token that is refused nothing is left") {
    const auto before = GENERATE("", "# mine\n");
    if (*before != '\0') has(before);
    refuses(GENERATE("--authorize", "--probe"));
    const auto failed = accounts(endpoints);
    CHECK(failed.status == 4);
    CHECK_THAT(failed.out, Contains("nothing was changed"));
    CHECK(text() == before);
    CHECK(files().size() == (*before == '\0' ? 0 : 1));
}

TEST_CASE_METHOD(TokenHome, "a token file that is there is not overwritten") {
    has("");
    std::ofstream(token()) << "of another program\n";
    CHECK(accounts(endpoints).status == 0);
    CHECK(read_all(token()) == "of another program\n");
    CHECK(read_all(token(".2")) == "s3cret-token\n");
    CHECK_THAT(text(), Contains("refresh_token_file = \"alice@example.org.token.2\""));
}

TEST_CASE_METHOD(TokenHome, "a refresh token or a command that is given needs no consent") {
    std::ofstream(folder / "mine") << "a token\n";
    const auto mine = (folder / "mine").string();
    CHECK(accounts("add alice@example.org --oauth2 --token-endpoint https://h/token --client-id b "
                   "--scope 'xmpp mail' --refresh-token-file " +
                   mine)
              .status == 0);
    CHECK_THAT(text(), Contains("scope = \"xmpp mail\"\nrefresh_token_file = \"" + mine + '"'));
    CHECK(accounts("add bob@example.org --oauth2 --token-command 'pass \"a b\"'").status == 0);
    CHECK_THAT(text(), Contains("token_command = [\"sh\", \"-c\", \"pass \\\"a b\\\"\"]"));
    CHECK_THAT(read_all(folder / "calls"), !Contains("--authorize"));
    CHECK(files() == std::set<std::string>{"boswell.toml"});
    CHECK(read_all(mine) == "a token\n");
}

TEST_CASE_METHOD(TokenHome, "an account that is there is neither changed nor asked about") {
    has(alice);
    const auto twice = accounts(endpoints);
    CHECK(twice.status == 3);
    CHECK_THAT(twice.out, Contains("already") && Contains("accounts authorize alice@example.org"));
    CHECK(text() == alice);
    CHECK(files() == std::set<std::string>{"boswell.toml"});
}

TEST_CASE_METHOD(TokenHome, "token options that make no sense are wrong usage") {
    for (const auto* words :
         {"--scope x", "--token-command x", "--oauth2 --password-file x", "--oauth2",
          "--oauth2 --password-command x", "--oauth2 --token-command x --client-id x",
          "--oauth2 --token-endpoint https://h/token --client-id x",
          "--oauth2 --device-authorization-endpoint https://h/d --client-id x"})
        CHECK(accounts(fmt::format("add alice@example.org {}", words)).status == 2);
    CHECK(files().empty());
}

TEST_CASE_METHOD(TokenHome, "what is not given for OAuth 2.0 is asked for") {
    OnTerminal run(*this, {"accounts", "add", "alice@example.org", "--oauth2"});
    run.shows("(OMEMO)");
    run.types("");
    run.shows("token endpoint: ");
    run.types("https://h/token");
    run.shows("device authorization endpoint: ");
    run.types(" https://h/device ");
    run.shows("Client id: ");
    run.types("boswell");
    run.shows("secret (Enter: none): ");
    run.types("");
    run.shows("Scope to ask for (Enter: none): ");
    run.types("");
    run.shows("alice@example.org is an account in");
    run.shows("start the archiving");
    CHECK(text() == alice);
    CHECK(files() == both);
}

TEST_CASE_METHOD(TokenHome, "a signal while consent is waited for leaves nothing") {
    std::ofstream(folder / "bin" / "boswelld") << "#!/bin/sh\necho waiting\nexec sleep 20\n";
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        OnTerminal run(*this, {"accounts", "add", "alice@example.org", "--oauth2",
                               "--token-endpoint=https://h/token", "--client-id=b",
                               "--device-authorization-endpoint=https://h/device"});
        run.shows("(OMEMO)");
        run.types("");
        run.shows("waiting");
        CHECK(files().size() == 2);
        CHECK(run.ended_by(signal) == signal);
        CHECK(files().empty());
    }
}
