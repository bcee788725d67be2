// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/record.hpp"

#include <cstddef>
#include <utility>
#include <variant>

namespace boswell {

/// A record of any kind where it is: an export passes each on without a copy of it. It must not
/// outlive the record.
class RecordView {
public:
    // Whoever takes a view takes a record; both are converted.
    RecordView(const Record& record)  // NOLINT(google-explicit-constructor)
        : to_(std::visit([](const auto& value) { return Pointer(&value); }, record)) {}
    template <typename Kind>
    RecordView(const Kind& record) : to_(&record) {}  // NOLINT(google-explicit-constructor)

    /// nullptr if the record is of another kind.
    template <typename Kind>
    const Kind* get_if() const {
        const auto* const pointer = std::get_if<const Kind*>(&to_);
        return pointer == nullptr ? nullptr : *pointer;
    }
    template <typename Kind>
    bool holds() const {
        return std::holds_alternative<const Kind*>(to_);
    }
    template <typename Visitor>
    void visit(const Visitor& visitor) const {
        std::visit([&visitor](const auto* value) { visitor(*value); }, to_);
    }
    /// The number of its kind among those of Record.
    std::size_t index() const { return to_.index(); }

private:
    template <typename... Kinds>
    static std::variant<const Kinds*...> pointer_to(const std::variant<Kinds...>&);
    using Pointer = decltype(pointer_to(std::declval<const Record&>()));

    Pointer to_;
};

}  // namespace boswell
