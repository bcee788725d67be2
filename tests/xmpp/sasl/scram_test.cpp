// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/sasl/mechanism.hpp"
#include "xmpp/sasl/scram_keys.hpp"

#include "base/base64.hpp"
#include "base/error.hpp"
#include "xmpp/support/sasl_context.hpp"

#include <gsasl.h>
#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace boswell::xmpp;
using Catch::Contains;
using Catch::StartsWith;

namespace {
/// A server of libgsasl's, as the peer.
class Server {
public:
    Server(const std::string& mechanism, std::string password, std::string type = "",
           std::string binding = "")
        : password_(std::move(password)), type_(std::move(type)), binding_(std::move(binding)) {
        REQUIRE(gsasl_init(&library_) == GSASL_OK);
        gsasl_callback_hook_set(library_, this);
        gsasl_callback_set(library_, callback);
        REQUIRE(gsasl_server_start(library_, mechanism.c_str(), &session_) == GSASL_OK);
    }
    ~Server() {
        gsasl_finish(session_);
        gsasl_done(library_);
    }
    Server(const Server&) = delete;

    std::string step(const std::string& input) {
        char* output = nullptr;
        std::size_t size = 0;
        result = gsasl_step(session_, input.data(), input.size(), &output, &size);
        std::string text(output ? output : "", size);
        gsasl_free(output);
        return text;
    }

    int result = GSASL_OK;

private:
    static int callback(Gsasl* library, Gsasl_session* session, Gsasl_property property) {
        const auto& self = *static_cast<Server*>(gsasl_callback_hook_get(library));
        const auto set = [&](const std::string& value) {
            return gsasl_property_set(session, property, value.c_str());
        };
        const auto* const type = property == GSASL_CB_TLS_EXPORTER ? "tls-exporter"
                                 : property == GSASL_CB_TLS_UNIQUE ? "tls-unique"
                                                                   : "-";
        if (property == GSASL_PASSWORD) return set(self.password_);
        if (property == GSASL_SCRAM_ITER) return set("4096");
        if (self.type_ == type) return set(encode_base64(self.binding_));
        return GSASL_NO_CALLBACK;
    }

    std::string password_, type_, binding_;
    Gsasl* library_ = nullptr;
    Gsasl_session* session_ = nullptr;
};
}  // namespace

static std::unique_ptr<SaslExchange> scram() {
    return begin_exchange({"SCRAM-SHA-256"}, {}, alice());
}

/// The nonce of a client-first-message.
static std::string nonce_of(const std::string& first) { return first.substr(first.find("r=") + 2); }

static std::string first_challenge(SaslExchange& mechanism, const std::string& iterations) {
    return "r=" + nonce_of(*mechanism.initial()) + "more,s=QSXCR+Q6sek8bf92,i=" + iterations;
}

TEST_CASE("SCRAM has the test vectors of RFC 5802 and RFC 7677") {
    struct Vector {
        std::string name, nonce, challenge, response, success;
    };
    const Vector vector = GENERATE(
        Vector{"SCRAM-SHA-1", "fyko+d2lbbFgONRv9qkxdawL",
               "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
               "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
               "v=rmF9pqV8S7suAoZWja4dJRkFsKQ="},
        Vector{"SCRAM-SHA-256", "rOprNGfwEbeRWgbNEkqO",
               "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
               "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
               "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
               "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
               "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="});
    auto context = alice();
    context.localpart = "user";
    const auto client = make_scram(vector.name, {context, ChannelBinding::none, vector.nonce});
    CHECK(client->initial() == "n,,n=user,r=" + vector.nonce);
    CHECK(client->respond(vector.challenge) == vector.response);
    CHECK_NOTHROW(client->finish(vector.success));
}

TEST_CASE("a comma and an equals sign in a user name are escaped") {
    auto context = alice();
    context.localpart = "a,b=c";
    CHECK_THAT(*begin_exchange({"SCRAM-SHA-1"}, {}, context)->initial(),
               StartsWith("n,,n=a=2Cb=3Dc,r="));
}

TEST_CASE("SCRAM logs in and proves the server") {
    const std::string name = GENERATE("SCRAM-SHA-1", "SCRAM-SHA-256");
    const auto client = begin_exchange({name}, {}, alice());
    Server server(name, "pencil");
    const auto first = server.step(*client->initial());
    const auto last = server.step(client->respond(first));
    CHECK(server.result == GSASL_OK);
    SECTION("with data in success") { CHECK_NOTHROW(client->finish(last)); }
    SECTION("with a last challenge") {
        CHECK(client->respond(last).empty());
        CHECK_NOTHROW(client->finish(""));
        CHECK_THROWS_AS(client->finish("v=x"), NetworkError);
    }
    SECTION("not with success alone") { CHECK_THROWS_AS(client->finish(""), NetworkError); }
    SECTION("not with a false signature") {
        CHECK_THROWS_AS(client->finish("v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
                        NetworkError);
    }
    SECTION("not with an error") {
        CHECK_THROWS_WITH(client->finish("e=invalid-proof"), "the server refuses: invalid-proof");
    }
}

TEST_CASE("SCRAM binds to the channel with tls-exporter and with tls-unique") {
    const std::string type = GENERATE("tls-exporter", "tls-unique");
    const std::string name = GENERATE("SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS");
    const auto context = bound(type);
    const auto client = begin_exchange({name}, {type}, context);
    REQUIRE(client->name() == name);
    const auto first = *client->initial();
    CHECK_THAT(first, StartsWith("p=" + type + ",,"));
    SECTION("the same channel") {
        Server server(name, "pencil", type, context.binding);
        CHECK_NOTHROW(client->finish(server.step(client->respond(server.step(first)))));
        CHECK(server.result == GSASL_OK);
    }
    SECTION("another channel") {
        Server server(name, "pencil", type, "another");
        server.step(client->respond(server.step(first)));
        CHECK(server.result != GSASL_OK);
    }
}

TEST_CASE("a stripped offer of channel binding is found out") {
    const auto context = bound("tls-exporter");
    const auto first = [&](const std::vector<std::string>& offered) {
        return *begin_exchange(offered, {"tls-exporter"}, context)->initial();
    };
    CHECK_THAT(first({"SCRAM-SHA-256"}), StartsWith("y,,"));
    const auto client = begin_exchange({"SCRAM-SHA-256"}, {}, context);
    Server server("SCRAM-SHA-256", "pencil");
    CHECK_NOTHROW(client->finish(server.step(client->respond(server.step(*client->initial())))));
    CHECK_THAT(first({"SCRAM-SHA-256-PLUS"}), StartsWith("p=tls-exporter,,"));
    auto other = context;
    other.allowed = {"SCRAM-SHA-256"};
    CHECK_THAT(*begin_exchange(everything, {}, other)->initial(), StartsWith("n,,"));
    CHECK_THAT(*scram()->initial(), StartsWith("n,,"));
}

TEST_CASE("a wrong password is refused by the server") {
    const auto client = begin_exchange({"SCRAM-SHA-256"}, {}, alice("pencil2"));
    Server server("SCRAM-SHA-256", "pencil");
    server.step(client->respond(server.step(*client->initial())));
    CHECK(server.result != GSASL_OK);
}

TEST_CASE("passwords are prepared with SASLprep") {
    // U+2168 is IX, and the soft hyphen maps to nothing (RFC 4013 3).
    const auto client = begin_exchange({"SCRAM-SHA-256"}, {}, alice("Ⅸ\u00ADä"));
    Server server("SCRAM-SHA-256", "IXä");
    CHECK_NOTHROW(client->finish(server.step(client->respond(server.step(*client->initial())))));
}

TEST_CASE("iterations out of bounds are refused before anything is computed") {
    const std::string count = GENERATE("1", "4095", "1000001", "2000000000", "99999999999999999999",
                                       "-4096", "+4096", "4096x", "", "0x1000");
    const auto client = scram();
    const auto challenge = first_challenge(*client, count);
    CHECK_THROWS_WITH(client->respond(challenge), Contains("iterations"));
    CHECK_THROWS_AS(client->finish("v=x"), NetworkError);
}

TEST_CASE("iterations just within the bounds are taken") {
    const std::string count = GENERATE("4096", "1000000");
    const auto client = scram();
    const auto challenge = first_challenge(*client, count);
    CHECK_THAT(client->respond(challenge), StartsWith("c=biws,r=" + challenge.substr(2, 20)));
}

TEST_CASE("a challenge may be 4096 octets long, and no longer") {
    const auto padded = [](SaslExchange& client, std::size_t size) {
        auto challenge = first_challenge(client, "4096") + ",x=";
        return challenge + std::string(size - challenge.size(), 'x');
    };
    const auto client = scram();
    CHECK_NOTHROW(client->respond(padded(*client, 4096)));
    const auto other = scram();
    CHECK_THROWS_WITH(other->respond(padded(*other, 4097)), "the server's challenge is too long");
}

TEST_CASE("a challenge without a salt is refused") {
    const std::string salt = GENERATE("", "s=,", "s=@,");
    const auto client = scram();
    const auto nonce = nonce_of(*client->initial());
    CHECK_THROWS_WITH(client->respond("r=" + nonce + "more," + salt + "i=4096"),
                      Contains("no salt"));
}

TEST_CASE("two exchanges never have the same nonce") {
    const auto one = scram();
    const auto other = scram();
    CHECK(nonce_of(*one->initial()) != nonce_of(*other->initial()));
    CHECK(nonce_of(*one->initial()).size() >= 24);
}

TEST_CASE("a signature of which one octet differs is refused") {
    const auto at = GENERATE(0u, 31u);
    const auto client = begin_exchange({"SCRAM-SHA-256"}, {}, alice());
    Server server("SCRAM-SHA-256", "pencil");
    const auto last = server.step(client->respond(server.step(*client->initial())));
    auto signature = decode_base64(last.substr(2)).value();
    REQUIRE(signature.size() == 32);
    signature[at] = static_cast<char>(signature[at] ^ 1);
    CHECK_THROWS_WITH(client->finish("v=" + encode_base64(signature)),
                      "the server did not prove that it knows the password (wrong signature)");
    CHECK_THROWS_AS(client->finish(""), NetworkError);
}

TEST_CASE("a nonce that does not continue ours is refused") {
    const auto client = scram();
    const auto nonce = nonce_of(*client->initial());
    const std::string bad =
        GENERATE_COPY(std::string("foreign"), nonce, nonce.substr(1) + "more", std::string());
    CHECK_THROWS_WITH(client->respond("r=" + bad + ",s=QSXCR+Q6sek8bf92,i=4096"),
                      Contains("nonce"));
}

TEST_CASE("a challenge that makes no sense is refused") {
    const auto client = scram();
    const auto good = first_challenge(*client, "4096");
    CHECK_THROWS_AS(client->respond("m=ext," + good), NetworkError);
    CHECK_THROWS_AS(scram()->respond(""), NetworkError);
    const auto other = scram();
    other->initial();
    CHECK_THROWS_AS(other->respond(std::string(100'000, 'x')), NetworkError);
}

TEST_CASE("success out of the blue is not believed") {
    const auto client = scram();
    CHECK_THROWS_AS(client->finish(""), NetworkError);
    client->initial();
    CHECK_THROWS_AS(client->finish(""), NetworkError);
    CHECK_THROWS_AS(client->finish("v=rmF9pqV8S7suAoZWja4dJRkFsKQ="), NetworkError);
}

TEST_CASE(
    "a password may have letters that are newer than Unicode 3.2, and no control characters") {
    for (const std::string password : {"\U0001F600", "\u20B9 100", "GRO\u1E9E"})
        CHECK(saslprep(password) == password);
    CHECK(saslprep("\u00aa\u00ad") == "a");  // RFC 4013 3
    CHECK_THROWS_AS(saslprep("a\x07"), Error);
}
