// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <memory_resource>

namespace boswell::stanza {

/// One stanza: its outermost element, and the memory of all of them. An ordinary stanza fits into
/// the first piece of memory, so it costs one allocation.
class Document {
public:
    const Element& root() const { return *root_; }

private:
    friend class ElementBuilder;

    struct Memory {
        alignas(std::max_align_t) std::array<std::byte, 4096> first;
        std::pmr::monotonic_buffer_resource all{first.data(), first.size()};
    };
    std::unique_ptr<Memory> memory_ = std::make_unique_for_overwrite<Memory>();
    const Element* root_ = nullptr;
};

}  // namespace boswell::stanza
