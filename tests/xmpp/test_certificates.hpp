// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <catch2/catch.hpp>

#include <filesystem>
#include <memory>
#include <string>

namespace boswell::xmpp {

struct FreeOpenssl {
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};

/// A certificate and its key.
struct Identity {
    std::unique_ptr<X509, FreeOpenssl> certificate;
    std::unique_ptr<EVP_PKEY, FreeOpenssl> key;
};

struct CertificateOptions {
    std::string name;                  ///< common name
    std::string alternative_names;     ///< as in openssl.cnf: "DNS:a.example,DNS:b.example"
    const Identity* issuer = nullptr;  ///< self-signed without
    bool authority = false;
    int first_day = -1;  ///< from today
    int last_day = 30;
    bool rsa = false;
};

inline void add_extension(X509* certificate, int nid, const std::string& value) {
    auto* extension = X509V3_EXT_conf_nid(nullptr, nullptr, nid, value.c_str());
    REQUIRE(extension);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

inline Identity make_certificate(const CertificateOptions& options) {
    Identity made{std::unique_ptr<X509, FreeOpenssl>(X509_new()),
                  std::unique_ptr<EVP_PKEY, FreeOpenssl>(options.rsa ? EVP_RSA_gen(2048)
                                                                     : EVP_EC_gen("P-256"))};
    auto* certificate = made.certificate.get();
    static long serial = 1;
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial++);
    X509_set_version(certificate, X509_VERSION_3);
    X509_gmtime_adj(X509_getm_notBefore(certificate), 86'400L * options.first_day);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 86'400L * options.last_day);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(options.name.c_str()), -1, -1,
                               0);
    const auto& issuer = options.issuer ? *options.issuer : made;
    X509_set_issuer_name(certificate, X509_get_subject_name(issuer.certificate.get()));
    X509_set_pubkey(certificate, made.key.get());
    add_extension(certificate, NID_basic_constraints, options.authority ? "CA:TRUE" : "CA:FALSE");
    if (!options.alternative_names.empty())
        add_extension(certificate, NID_subject_alt_name, options.alternative_names);
    REQUIRE(X509_sign(certificate, issuer.key.get(), EVP_sha256()) > 0);
    return made;
}

inline void write_pem(const Identity& identity, const std::filesystem::path& path) {
    auto* file = BIO_new_file(path.c_str(), "w");
    REQUIRE(file);
    PEM_write_bio_X509(file, identity.certificate.get());
    BIO_free(file);
}

}  // namespace boswell::xmpp
