// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.hpp"
#include "xmpp/mechanism.hpp"
#include "xmpp/scram_keys.hpp"

#include <utility>

namespace boswell::xmpp {

namespace {
class Plain : public Mechanism {
public:
    explicit Plain(std::string message) : message_(std::move(message)) {}
    ~Plain() override { wipe(message_); }
    Plain(const Plain&) = delete;
    Plain& operator=(const Plain&) = delete;

    std::string_view name() const override { return "PLAIN"; }
    std::optional<std::string> initial() override { return message_; }
    std::string respond(std::string_view) override {
        throw NetworkError("the server asks for more than PLAIN has");
    }
    void finish(std::string_view) override {}

private:
    std::string message_;
};
}  // namespace

std::unique_ptr<Mechanism> make_plain(const SaslContext& context) {
    const auto null = std::string(1, '\0');
    if (context.localpart.find('\0') != std::string::npos ||
        context.password.find('\0') != std::string::npos)
        throw Error("the user name or the password has a null character");
    return std::make_unique<Plain>(null + context.localpart + null + context.password);
}

}  // namespace boswell::xmpp
