// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/http.hpp"

#include "base/error.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>

#include <array>
#include <memory>
#include <string_view>

namespace boswell::agent {

namespace {

struct Free {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    void operator()(char* text) const { curl_free(text); }
};
using Easy = std::unique_ptr<CURL, Free>;
using Url = std::unique_ptr<CURLU, Free>;
using Headers = std::unique_ptr<curl_slist, Free>;

/// The state of one request that libcurl's callbacks use.
struct Exchange {
    const HttpOptions& options;
    std::string body;
    bool is_too_large = false;
    std::array<char, CURL_ERROR_SIZE> error{};
};

/// One request while it runs. libcurl's own loop would notice a stop only after up to a second;
/// this loop is woken by it.
class Transfer {
public:
    explicit Transfer(CURL* easy) : easy_(easy), multi_(curl_multi_init()) {
        if (multi_ == nullptr || curl_multi_add_handle(multi_, easy_) != CURLM_OK)
            throw Error("cannot prepare an HTTP request: out of memory");
    }
    ~Transfer() {
        curl_multi_remove_handle(multi_, easy_);
        curl_multi_cleanup(multi_);
    }
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    /// False if the request was stopped before there was a result.
    bool run(const std::stop_token& stop, CURLcode& result) {
        const std::stop_callback wake(stop, [this] { curl_multi_wakeup(multi_); });
        for (int running = 1; running != 0;) {
            if (stop.stop_requested()) return false;
            if (curl_multi_perform(multi_, &running) != CURLM_OK ||
                (running != 0 && curl_multi_poll(multi_, nullptr, 0, 1000, nullptr) != CURLM_OK))
                throw Error("an HTTP request failed within libcurl");
        }
        int left = 0;
        const auto* message = curl_multi_info_read(multi_, &left);
        result = message != nullptr ? message->data.result : CURLE_FAILED_INIT;
        return true;
    }

private:
    CURL* easy_;
    CURLM* multi_;
};

}  // namespace

static void initialise() {
    static const auto outcome = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (outcome != CURLE_OK) throw Error("libcurl: {}", curl_easy_strerror(outcome));
}

static std::string part(const Url& url, CURLUPart which) {
    char* text = nullptr;
    if (curl_url_get(url.get(), which, &text, 0) != CURLUE_OK) return "";
    const std::unique_ptr<char, Free> owned(text);
    return text;
}

static Url parse_url(const std::string& text) {
    Url url(curl_url());
    if (url == nullptr ||
        curl_url_set(url.get(), CURLUPART_URL, text.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
        throw Error("'{}' is not a URL; one looks like https://login.example.org/token",
                    text.substr(0, text.find('?')));
    return url;
}

static bool is_loopback(const std::string& host) {
    in_addr four{};
    if (::inet_pton(AF_INET, host.c_str(), &four) == 1) return ntohl(four.s_addr) >> 24 == 127;
    return host == "localhost" || host == "[::1]";
}

void require_endpoint(const std::string& url) {
    const auto parsed = parse_url(url);
    const auto scheme = part(parsed, CURLUPART_SCHEME);
    const auto host = part(parsed, CURLUPART_HOST);
    if (!part(parsed, CURLUPART_USER).empty() || !part(parsed, CURLUPART_PASSWORD).empty())
        throw Error("the URL of {} has a user or password in it; remove it", host);
    if (url.find('#') != std::string::npos)
        throw Error("the URL of {} has a fragment; remove '#' and what follows", host);
    if (scheme == "https" || (scheme == "http" && is_loopback(host))) return;
    throw Error("{}://{} is not encrypted; it must be https (http only to this machine)", scheme,
                host);
}

std::string printable_endpoint(const std::string& url) {
    const auto parsed = parse_url(url);
    const auto port = part(parsed, CURLUPART_PORT);
    return part(parsed, CURLUPART_SCHEME) + "://" + part(parsed, CURLUPART_HOST) +
           (port.empty() ? "" : ":" + port) + part(parsed, CURLUPART_PATH);
}

static std::string encode(const Form& form, CURL* easy) {
    std::string text;
    const auto append = [&](const std::string& field) {
        const std::unique_ptr<char, Free> escaped(
            curl_easy_escape(easy, field.data(), static_cast<int>(field.size())));
        if (escaped == nullptr) throw Error("cannot prepare an HTTP request: out of memory");
        text += escaped.get();
    };
    for (const auto& [name, value] : form) {
        if (!text.empty()) text += '&';
        append(name);
        text += '=';
        append(value);
    }
    return text;
}

static std::size_t take_body(char* bytes, std::size_t, std::size_t count, void* data) {
    auto& exchange = *static_cast<Exchange*>(data);
    exchange.is_too_large = count > exchange.options.most_bytes - exchange.body.size();
    if (exchange.is_too_large) return 0;
    exchange.body.append(bytes, count);
    return count;
}

static void set_limits(CURL* easy, const HttpOptions& options) {
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(easy, CURLOPT_PROXY, "");  // nor the one of $https_proxy
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(options.connect_timeout.count()));
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout.count()));
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    // Without this, a stop would wait for a resolver that hangs.
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
}

static void set_tls(CURL* easy, const std::filesystem::path& ca_file) {
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    // This replaces the system's bundle. The certificates of the bundle are in the system's folder,
    // too, which libcurl still reads.
    if (!ca_file.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, ca_file.c_str());
}

static void run(CURL* easy, Exchange& exchange, const std::string& name,
                const std::stop_token& stop) {
    auto result = CURLE_OK;
    if (!Transfer(easy).run(stop, result))
        throw NetworkError("the request to {} was ended, since we are stopping", name);
    if (result == CURLE_SSL_CACERT_BADFILE && !exchange.options.ca_file.empty())
        throw Error("cannot read certificates from {}", exchange.options.ca_file.string());
    if (exchange.is_too_large)
        throw NetworkError("{} answers with more than {} bytes", name, exchange.options.most_bytes);
    if (result == CURLE_OK) return;
    const std::string_view detail(exchange.error.data());
    throw NetworkError("no answer from {}: {}", name,
                       detail.empty() ? curl_easy_strerror(result) : detail);
}

HttpAnswer post_form(const std::string& url, const Form& form, const HttpOptions& options,
                     const std::stop_token& stop) {
    require_endpoint(url);
    initialise();
    Exchange exchange{.options = options, .body = {}};
    const Easy easy(curl_easy_init());
    if (easy == nullptr) throw Error("cannot prepare an HTTP request: out of memory");
    const auto body = encode(form, easy.get());
    Headers headers(curl_slist_append(nullptr, "Accept: application/json"));
    curl_slist_append(headers.get(), "Expect:");  // no pause for "100 Continue"
    curl_easy_setopt(easy.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(easy.get(), CURLOPT_USERAGENT, "boswell/" BOSWELL_VERSION);
    curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDS, body.c_str());
    curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(easy.get(), CURLOPT_WRITEDATA, &exchange);
    curl_easy_setopt(easy.get(), CURLOPT_ERRORBUFFER, exchange.error.data());
    set_limits(easy.get(), options);
    set_tls(easy.get(), options.ca_file);
    run(easy.get(), exchange, printable_endpoint(url), stop);
    HttpAnswer answer{.status = 0, .body = std::move(exchange.body)};
    curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &answer.status);
    return answer;
}

}  // namespace boswell::agent
