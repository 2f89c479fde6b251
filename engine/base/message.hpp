// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace trien {

/// The languages a person can be answered in.
enum class Language { vi, en };

/// A sentence for a person, in both languages. Whoever raises it writes both, where the reason is known.
struct Message {
    std::string vi;
    std::string en;

    [[nodiscard]] const std::string& in(Language language) const { return language == Language::vi ? vi : en; }
    [[nodiscard]] bool empty() const { return vi.empty() && en.empty(); }
    bool operator==(const Message&) const = default;
};

}  // namespace trien
