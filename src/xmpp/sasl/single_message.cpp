// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.hpp"
#include "xmpp/sasl/mechanism.hpp"
#include "xmpp/sasl/scram_keys.hpp"

#include <utility>

namespace boswell::xmpp {

namespace {
class SingleMessage : public SaslExchange {
public:
    SingleMessage(std::string_view name, std::string message)
        : name_(name), message_(std::move(message)) {}
    ~SingleMessage() override { wipe(message_); }
    SingleMessage(const SingleMessage&) = delete;
    SingleMessage& operator=(const SingleMessage&) = delete;

    std::string_view name() const override { return name_; }
    std::optional<std::string> initial() override { return message_; }
    std::string respond(std::string_view) override {
        throw NetworkError("the server asks for more than {} has", name_);
    }
    void finish(std::string_view) override {}

private:
    std::string_view name_;
    std::string message_;
};
}  // namespace

std::unique_ptr<SaslExchange> make_single_message(const Mechanism& mechanism, std::string message) {
    return std::make_unique<SingleMessage>(mechanism.name, std::move(message));
}

}  // namespace boswell::xmpp
