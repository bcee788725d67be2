// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jid.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <unicode/uidna.h>
#include <unicode/usprep.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <vector>

namespace boswell {

namespace {

constexpr std::size_t max_part = 1023;  // RFC 7622 3.1

/// A stringprep profile (RFC 3920 appendices A and B), opened once; ICU's profiles may be used by
/// many threads.
class Profile {
public:
    explicit Profile(UStringPrepProfileType type) {
        UErrorCode status = U_ZERO_ERROR;
        profile_ = usprep_openByType(type, &status);
        if (U_FAILURE(status) != 0)
            throw Error("ICU lacks its stringprep profiles: {}", u_errorName(status));
    }
    ~Profile() { usprep_close(profile_); }
    Profile(const Profile&) = delete;
    Profile& operator=(const Profile&) = delete;

    std::optional<std::string> prepare(std::string_view text) const;

private:
    UStringPrepProfile* profile_;
};

}  // namespace

static std::optional<std::u16string> to_utf16(std::string_view text) {
    std::u16string wide(text.size(), u'\0');
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = 0;
    u_strFromUTF8(wide.data(), static_cast<int32_t>(wide.size()), &length, text.data(),
                  static_cast<int32_t>(text.size()), &status);
    if (U_FAILURE(status) != 0) return std::nullopt;
    wide.resize(static_cast<std::size_t>(length));
    return wide;
}

static std::optional<std::string> to_utf8(const char16_t* text, int32_t size) {
    std::string narrow(static_cast<std::size_t>(size) * 3 + 1, '\0');
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = 0;
    u_strToUTF8(narrow.data(), static_cast<int32_t>(narrow.size()), &length, text, size, &status);
    if (U_FAILURE(status) != 0) return std::nullopt;
    narrow.resize(static_cast<std::size_t>(length));
    return narrow;
}

std::optional<std::string> Profile::prepare(std::string_view text) const {
    const auto wide = to_utf16(text);
    if (!wide) return std::nullopt;
    std::u16string prepared(max_part * 2, u'\0');
    UErrorCode status = U_ZERO_ERROR;
    const auto length = usprep_prepare(profile_, wide->data(), static_cast<int32_t>(wide->size()),
                                       prepared.data(), static_cast<int32_t>(prepared.size()),
                                       USPREP_ALLOW_UNASSIGNED, nullptr, &status);
    if (U_FAILURE(status) != 0) return std::nullopt;
    return to_utf8(prepared.data(), length);
}

static bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

static std::optional<std::string> prepare_localpart(std::string_view text) {
    if (text.empty() || text.size() > max_part || text.find_first_of("\"&'/:<>@ ") != text.npos)
        return std::nullopt;
    if (is_ascii(text)) return to_lower(text);
    static const Profile nodeprep(USPREP_RFC3920_NODEPREP);
    return nodeprep.prepare(text);
}

static bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return (c >= '\0' && c < ' ') || c == '\x7f'; });
}

static std::optional<std::string> prepare_resourcepart(std::string_view text) {
    if (text.empty() || text.size() > max_part) return std::nullopt;
    if (is_ascii(text)) return std::string(text);
    static const Profile resourceprep(USPREP_RFC3920_RESOURCEPREP);
    if (auto prepared = resourceprep.prepare(text)) return prepared;
    // Servers that follow RFC 7622 let more pass (OpaqueString); a message must not be lost over a
    // nickname.
    if (!is_utf8(text) || has_control(text)) return std::nullopt;
    return std::string(text);
}

static bool is_ip_literal(std::string_view text) {
    return text.size() > 2 && text.front() == '[' && text.back() == ']' &&
           text.find_first_not_of("0123456789abcdefABCDEF:.", 1) == text.size() - 1;
}

static std::optional<std::string> international_domain(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    static UIDNA* const uts46 =
        uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_UNICODE | UIDNA_USE_STD3_RULES, &status);
    if (uts46 == nullptr) return std::nullopt;
    status = U_ZERO_ERROR;
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    std::string out(max_part, '\0');
    const auto length =
        uidna_nameToUnicodeUTF8(uts46, text.data(), static_cast<int32_t>(text.size()), out.data(),
                                static_cast<int32_t>(out.size()), &info, &status);
    if (U_FAILURE(status) != 0 || info.errors != 0) return std::nullopt;
    out.resize(static_cast<std::size_t>(length));
    return out;
}

/// RFC 5890 2.3.2.1: a label that stands for one with other letters. RFC 7622 3.2.2 wants the
/// other.
static bool has_a_label(std::string_view domain) {
    return domain.starts_with("xn--") || domain.find(".xn--") != domain.npos;
}

static std::optional<std::string> prepare_domainpart(std::string_view text) {
    if (!text.empty() && text.back() == '.') text.remove_suffix(1);  // RFC 7622 3.2
    if (text.empty() || text.size() > max_part) return std::nullopt;
    if (is_ip_literal(text)) return to_lower(text);
    if (!is_ascii(text)) return international_domain(text);
    const auto lower = to_lower(text);
    if (lower.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-._") != lower.npos)
        return std::nullopt;
    if (lower.front() == '.' || lower.find("..") != lower.npos) return std::nullopt;
    if (has_a_label(lower)) return international_domain(lower).value_or(lower);
    return lower;
}

std::optional<Jid> Jid::parse(std::string_view text) {
    const auto slash = text.find('/');
    const auto address = text.substr(0, slash);
    const auto at = address.find('@');
    Jid jid;
    if (slash != text.npos) {
        auto part = prepare_resourcepart(text.substr(slash + 1));
        if (!part) return std::nullopt;
        jid.resourcepart_ = std::move(*part);
    }
    if (at != address.npos) {
        auto part = prepare_localpart(address.substr(0, at));
        if (!part || part->empty()) return std::nullopt;
        jid.localpart_ = std::move(*part);
    }
    auto domain = prepare_domainpart(at == address.npos ? address : address.substr(at + 1));
    if (!domain || domain->empty()) return std::nullopt;
    jid.domainpart_ = std::move(*domain);
    return jid;
}

Jid Jid::of(std::string_view text) {
    auto jid = parse(text);
    if (!jid) throw Error("'{}' is not an XMPP address; one looks like alice@example.org", text);
    return *std::move(jid);
}

Jid Jid::bare() const {
    Jid jid = *this;
    jid.resourcepart_.clear();
    return jid;
}

Jid Jid::domain() const {
    Jid jid;
    jid.domainpart_ = domainpart_;
    return jid;
}

Jid Jid::with_resource(std::string_view resourcepart) const {
    auto part = prepare_resourcepart(resourcepart);
    if (!part) throw Error("'{}' is not a resourcepart", resourcepart);
    Jid jid = *this;
    jid.resourcepart_ = *std::move(part);
    return jid;
}

std::string Jid::str() const {
    std::string text;
    text.reserve(localpart_.size() + domainpart_.size() + resourcepart_.size() + 2);
    if (!localpart_.empty()) text.append(localpart_).push_back('@');
    text += domainpart_;
    if (!resourcepart_.empty()) text.append("/").append(resourcepart_);
    return text;
}

}  // namespace boswell
