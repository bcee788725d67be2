// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/wire/certificate.hpp"

#include "base/printable.hpp"
#include "base/text.hpp"
#include "xmpp/wire/idna.hpp"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <memory>
#include <vector>

namespace boswell::xmpp {

namespace {
struct FreeNames {
    void operator()(GENERAL_NAMES* names) const { GENERAL_NAMES_free(names); }
};
using GeneralNames = std::unique_ptr<GENERAL_NAMES, FreeNames>;
}  // namespace

static std::string text_of(const ASN1_STRING* text) {
    return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
            static_cast<std::size_t>(ASN1_STRING_length(text))};
}

static GeneralNames alternative_names(x509_st* certificate) {
    return GeneralNames(static_cast<GENERAL_NAMES*>(
        X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
}

/// id-on-dnsSRV "_xmpp-client.domain", id-on-xmppAddr "domain".
static bool other_name_fits(const OTHERNAME& name, const std::string& domain,
                            const std::string& ascii) {
    const auto* value = name.value;
    const int type = OBJ_obj2nid(name.type_id);
    if (type == NID_SRVName && value->type == V_ASN1_IA5STRING) {
        const auto text = to_lower(text_of(value->value.ia5string));
        return text == "_xmpp-client." + ascii || text == "_xmpps-client." + ascii;
    }
    if (type == NID_XmppAddr && value->type == V_ASN1_UTF8STRING) {
        const auto text = to_lower(text_of(value->value.utf8string));
        return text == to_lower(domain) || text == ascii;
    }
    return false;
}

bool is_for_domain(x509_st* certificate, const std::string& domain) {
    const auto ascii = to_ascii(domain);
    const unsigned flags =
        X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS;
    if (X509_check_host(certificate, ascii.data(), ascii.size(), flags, nullptr) == 1) return true;
    if (X509_check_ip_asc(certificate, ascii.c_str(), 0) == 1) return true;
    const auto names = alternative_names(certificate);
    for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
        const auto* name = sk_GENERAL_NAME_value(names.get(), i);
        if (name->type == GEN_OTHERNAME && other_name_fits(*name->d.otherName, domain, ascii))
            return true;
    }
    return false;
}

std::string fingerprint(x509_st* certificate) {
    std::string digest(32, '\0');
    unsigned size = 0;
    X509_digest(certificate, EVP_sha256(), reinterpret_cast<unsigned char*>(digest.data()), &size);
    return digest;
}

static std::string hex(std::string_view octets) {
    std::string text;
    for (const unsigned char octet : octets) text += fmt::format("{:02x}", octet);
    return text;
}

/// The first of the host names in a certificate: "a.example, b.example and 7 more".
static std::string hosts_of(x509_st* certificate) {
    constexpr std::size_t most = 3;
    const auto names = alternative_names(certificate);
    std::vector<std::string> hosts;
    for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
        const auto* name = sk_GENERAL_NAME_value(names.get(), i);
        if (name->type == GEN_DNS) hosts.push_back(printable(text_of(name->d.dNSName)));
    }
    if (hosts.empty()) return "no host at all";
    if (hosts.size() > most) {
        hosts[most - 1] += fmt::format(" and {} more", hosts.size() - most);
        hosts.resize(most);
    }
    return fmt::format("{}", fmt::join(hosts, ", "));
}

static std::string common_name(const X509_NAME* name) {
    const int at = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
    if (at < 0) return "an unnamed authority";
    return printable(text_of(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at))));
}

static std::string date_of(const ASN1_TIME* time) {
    tm fields{};
    if (ASN1_TIME_to_tm(time, &fields) != 1) return "an unknown date";
    return fmt::format("{:04}-{:02}-{:02}", fields.tm_year + 1900, fields.tm_mon + 1,
                       fields.tm_mday);
}

static std::string explain_error(X509_STORE_CTX* store) {
    const int error = X509_STORE_CTX_get_error(store);
    auto* certificate = X509_STORE_CTX_get_current_cert(store);
    if (!certificate) certificate = X509_STORE_CTX_get0_cert(store);
    switch (error) {
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
            return fmt::format("the certificate is self-signed; its SHA-256 is {}",
                               hex(fingerprint(certificate)));
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
        case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
            return fmt::format("the certificate was issued by '{}', which is not trusted",
                               common_name(X509_get_issuer_name(certificate)));
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return fmt::format("the certificate expired on {}",
                               date_of(X509_get0_notAfter(certificate)));
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return fmt::format("the certificate is not valid before {}",
                               date_of(X509_get0_notBefore(certificate)));
        default:
            return fmt::format("the certificate cannot be trusted: {}",
                               X509_verify_cert_error_string(error));
    }
}

static bool fail(X509_STORE_CTX* store, PeerCheck& check, int error, std::string reason) {
    X509_STORE_CTX_set_error(store, error);
    check.reason = std::move(reason);
    return false;
}

static bool verify(X509_STORE_CTX* store, PeerCheck& check) {
    auto* certificate = X509_STORE_CTX_get0_cert(store);
    if (!check.pin.empty()) {
        const auto found = fingerprint(certificate);
        if (CRYPTO_memcmp(found.data(), check.pin.data(), check.pin.size()) == 0) return true;
        return fail(
            store, check, X509_V_ERR_APPLICATION_VERIFICATION,
            fmt::format("the certificate is not the pinned one; its SHA-256 is {}", hex(found)));
    }
    if (X509_verify_cert(store) != 1) {
        check.reason = explain_error(store);
        return false;
    }
    if (is_for_domain(certificate, check.domain)) return true;
    return fail(
        store, check, X509_V_ERR_HOSTNAME_MISMATCH,
        fmt::format("the certificate is for {}, not for {}", hosts_of(certificate), check.domain));
}

int verify_certificate(x509_store_ctx_st* store, void*) {
    auto* ssl =
        static_cast<SSL*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
    auto& check = *static_cast<PeerCheck*>(SSL_get_app_data(ssl));
    try {
        if (!verify(store, check)) return 0;
        X509_STORE_CTX_set_error(store, X509_V_OK);
        return 1;
    } catch (const std::exception& error) {  // nothing may be thrown through C
        return fail(store, check, X509_V_ERR_APPLICATION_VERIFICATION, error.what());
    }
}

}  // namespace boswell::xmpp
