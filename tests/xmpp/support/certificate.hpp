// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

namespace boswell::test {

/// A self-signed certificate for one domain, and its key.
class Certificate {
public:
    explicit Certificate(const std::string& domain) : key_(EVP_EC_gen("P-256")) {
        X509_set_version(x509_.get(), 2);
        ASN1_INTEGER_set(X509_get_serialNumber(x509_.get()), 1);
        X509_gmtime_adj(X509_getm_notBefore(x509_.get()), -3600);
        X509_gmtime_adj(X509_getm_notAfter(x509_.get()), 3600);
        X509_set_pubkey(x509_.get(), key_.get());
        auto* name = X509_get_subject_name(x509_.get());
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                                   reinterpret_cast<const unsigned char*>(domain.c_str()), -1, -1,
                                   0);
        X509_set_issuer_name(x509_.get(), name);
        auto* names =
            X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, ("DNS:" + domain).c_str());
        X509_add_ext(x509_.get(), names, -1);
        X509_EXTENSION_free(names);
        if (X509_sign(x509_.get(), key_.get(), EVP_sha256()) == 0)
            throw Error("cannot sign a certificate for {}", domain);
    }

    X509* x509() const { return x509_.get(); }
    EVP_PKEY* key() const { return key_.get(); }

    void write(const std::filesystem::path& path) const {
        const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "w"),
                                                                   &std::fclose);
        if (!file || PEM_write_X509(file.get(), x509_.get()) != 1)
            throw Error("cannot write {}", path.string());
    }

private:
    struct Free {
        void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
        void operator()(X509* x509) const { X509_free(x509); }
    };
    std::unique_ptr<EVP_PKEY, Free> key_;
    std::unique_ptr<X509, Free> x509_{X509_new()};
};

}  // namespace boswell::test
