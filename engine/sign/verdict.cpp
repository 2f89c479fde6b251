// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/verdict.hpp"

#include <algorithm>

namespace trien::sign {

std::string_view text(Verdict verdict) {
    switch (verdict) {
        case Verdict::valid: return "VALID";
        case Verdict::indeterminate: return "INDETERMINATE";
        case Verdict::invalid: break;
    }
    return "INVALID";
}

Verdict worst(const Causes& causes) {
    Verdict verdict = Verdict::valid;
    for (const Cause& cause : causes) verdict = std::max(verdict, cause.verdict);
    return verdict;
}

}  // namespace trien::sign
