// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/base64.hpp"
#include "base/error.hpp"
#include "base/integer.hpp"
#include "base/printable.hpp"
#include "base/text.hpp"
#include "xmpp/sasl/mechanism.hpp"
#include "xmpp/sasl/scram_keys.hpp"

#include <fmt/core.h>
#include <openssl/rand.h>

#include <utility>

namespace boswell::xmpp {

// RFC 5802 5.1 asks for 4096; more than a million costs our own loop too much.
static constexpr unsigned fewest_iterations = 4096;
static constexpr unsigned most_iterations = 1'000'000;
static constexpr std::size_t longest_message = 4096;

namespace {
/// COMPAT: libgsasl 2.2 has SCRAM, but cannot say "y" for a channel binding that the server does
/// not offer, and accepts any number of iterations. It prepares the strings.
class Scram : public SaslExchange {
public:
    Scram(std::string_view name, ScramOptions options);
    ~Scram() override { wipe(password_); }
    Scram(const Scram&) = delete;
    Scram& operator=(const Scram&) = delete;

    std::string_view name() const override { return name_; }
    std::optional<std::string> initial() override;
    std::string respond(std::string_view challenge) override;
    void finish(std::string_view data) override;

private:
    enum class Stage { start, first_sent, final_sent, server_proved };

    std::string final_message(std::string_view challenge);

    std::string name_;
    ScramHash hash_;
    std::string password_;
    std::string gs2_header_;
    std::string binding_;
    std::string nonce_;
    std::string first_bare_;
    std::string server_signature_;
    Stage stage_ = Stage::start;
};

/// A server-first-message that was checked.
struct ServerFirst {
    std::string_view nonce;
    std::string salt;
    unsigned iterations;
};
}  // namespace

/// The value of an attribute of a SCRAM message, "" if it has none.
static std::string_view find_value(std::string_view message, char attribute) {
    for (const auto part : split(message, ',')) {
        if (part.size() >= 2 && part[0] == attribute && part[1] == '=') return part.substr(2);
    }
    return {};
}

std::string escape_saslname(std::string_view name) {
    std::string escaped;
    for (const char c : name) {
        if (c == ',') {
            escaped += "=2C";
        } else if (c == '=') {
            escaped += "=3D";
        } else {
            escaped += c;
        }
    }
    return escaped;
}

static std::string gs2_header(ChannelBinding binding, const std::string& type) {
    switch (binding) {
        case ChannelBinding::used:
            return "p=" + type + ",,";
        case ChannelBinding::not_offered:
            return "y,,";
        default:
            return "n,,";
    }
}

static unsigned parse_iterations(std::string_view text) {
    const auto count = parse_integer(text, fewest_iterations, most_iterations);
    if (!count)
        throw NetworkError("the server asks for '{}' iterations; {} to {} are accepted",
                           printable(utf8_prefix(text, 32)), fewest_iterations, most_iterations);
    return *count;
}

static ServerFirst parse_first(std::string_view message, std::string_view our_nonce) {
    if (message.size() > longest_message) throw NetworkError("the server's challenge is too long");
    // RFC 5802 5.1: an extension that must be understood comes first.
    if (message.starts_with("m=")) throw NetworkError("the server asks for an unknown extension");
    const auto nonce = find_value(message, 'r');
    if (!nonce.starts_with(our_nonce) || nonce.size() == our_nonce.size())
        throw NetworkError("the server's nonce does not continue ours: somebody is in between");
    const auto salt = decode_base64(find_value(message, 's'));
    if (!salt || salt->empty()) throw NetworkError("the server's challenge has no salt");
    return {nonce, *salt, parse_iterations(find_value(message, 'i'))};
}

static std::string random_nonce() {
    std::string octets(18, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(octets.data()), 18) != 1)
        throw Error("the system has no random numbers");
    return encode_base64(octets);
}

static ScramHash hash_named(std::string_view mechanism) {
    if (mechanism.starts_with("SCRAM-SHA-512")) return ScramHash::sha512;
    return mechanism.starts_with("SCRAM-SHA-256") ? ScramHash::sha256 : ScramHash::sha1;
}

Scram::Scram(std::string_view name, ScramOptions options)
    : name_(name),
      hash_(hash_named(name)),
      password_(saslprep(options.context.password)),
      gs2_header_(gs2_header(options.binding, options.context.binding_type)),
      nonce_(options.nonce.empty() ? random_nonce() : std::move(options.nonce)),
      first_bare_(
          fmt::format("n={},r={}", escape_saslname(saslprep(options.context.localpart)), nonce_)) {
    if (options.binding == ChannelBinding::used) binding_ = options.context.binding;
}

std::optional<std::string> Scram::initial() {
    stage_ = Stage::first_sent;
    return gs2_header_ + first_bare_;
}

std::string Scram::final_message(std::string_view challenge) {
    const auto first = parse_first(challenge, nonce_);
    const auto without_proof =
        fmt::format("c={},r={}", encode_base64(gs2_header_ + binding_), first.nonce);
    const auto auth_message = fmt::format("{},{},{}", first_bare_, challenge, without_proof);
    const auto proofs =
        scram_proofs(hash_, {password_, first.salt, first.iterations}, auth_message);
    server_signature_ = proofs.server_signature;
    return without_proof + ",p=" + encode_base64(proofs.client_proof);
}

std::string Scram::respond(std::string_view challenge) {
    if (stage_ == Stage::first_sent) {
        auto message = final_message(challenge);
        wipe(password_);
        stage_ = Stage::final_sent;
        return message;
    }
    // The server's signature may come as a challenge; <success/> then has no data.
    if (stage_ != Stage::final_sent) throw NetworkError("the server asks for too much");
    finish(challenge);
    return {};
}

void Scram::finish(std::string_view data) {
    if (stage_ == Stage::server_proved && data.empty()) return;
    if (stage_ != Stage::final_sent || data.empty())
        throw NetworkError("the server says success without having proved that it knows us");
    if (const auto reason = find_value(data, 'e'); !reason.empty())
        throw NetworkError("the server refuses: {}", printable(utf8_prefix(reason, 64)));
    const auto signature = decode_base64(find_value(data, 'v'));
    if (!signature || !equal_in_constant_time(*signature, server_signature_))
        throw NetworkError("the server did not prove that it knows the password (wrong signature)");
    stage_ = Stage::server_proved;
}

std::unique_ptr<SaslExchange> make_scram(std::string_view name, ScramOptions options) {
    return std::make_unique<Scram>(name, std::move(options));
}

static std::unique_ptr<SaslExchange> begin(const Mechanism& mechanism, const SaslContext& context,
                                           ChannelBinding binding) {
    return make_scram(mechanism.name, {context, binding, ""});
}

static constexpr auto password = Mechanism::Proof::password;

extern constinit const Mechanism scram_sha_1_mechanism = {"SCRAM-SHA-1", password, 20, begin};
extern constinit const Mechanism scram_sha_256_mechanism = {"SCRAM-SHA-256", password, 21, begin};
extern constinit const Mechanism scram_sha_512_mechanism = {"SCRAM-SHA-512", password, 22, begin};
extern constinit const Mechanism scram_sha_1_plus_mechanism = {"SCRAM-SHA-1-PLUS", password, 30,
                                                               begin};
extern constinit const Mechanism scram_sha_256_plus_mechanism = {"SCRAM-SHA-256-PLUS", password, 31,
                                                                 begin};
extern constinit const Mechanism scram_sha_512_plus_mechanism = {"SCRAM-SHA-512-PLUS", password, 32,
                                                                 begin};

}  // namespace boswell::xmpp
