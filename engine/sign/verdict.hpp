// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/message.hpp"

namespace trien::sign {

/// The answer of a check: hợp lệ / không hợp lệ / chưa kết luận được.
enum class Verdict : std::uint8_t {
    valid,          ///< everything that was to be proved is proved
    indeterminate,  ///< nothing speaks against it, but something could not be proved
    invalid,        ///< something is proved wrong
};

/// "VALID", "INDETERMINATE", "INVALID": the words of ETSI EN 319 102-1, stable in every output.
[[nodiscard]] std::string_view text(Verdict verdict);

/// One reason why a verdict is not VALID.
///
/// Codes, stable and never translated:
///   altered                 the signed bytes are no longer those that were signed
///   bad-signature           the signature value does not fit the certificate's key
///   changed-after-signing   bytes were added after the signature that are not another signature's own
///   malformed               file, signature dictionary or CMS is broken or not in the expected form
///   unsigned                there is no signature at all
///   expired, not-yet-valid  the certificate was not in force at the signing time
///   revoked                 the certificate was revoked at or before the signing time
///   revoked-later           revoked after the claimed signing time, which nothing proves
///   untrusted               no chain to a trusted authority
///   unknown-revocation      no revocation list that is in force covers the certificate
///   weak-algorithm          a hash or key the law no longer allows
///   wrong-key-usage         the certificate is not made for signing documents
///   future-time             the claimed signing time lies ahead of the time of the check
///   no-time                 no signing time is claimed
///   unsupported             a form this verifier does not judge
struct Cause {
    std::string code;
    Verdict verdict = Verdict::invalid;  ///< what this cause alone makes of the answer; never `valid`
    Message text;                        ///< what is wrong, naming the place
    Message mend;                        ///< what the reader can do; may be empty
};

using Causes = std::vector<Cause>;

/// The worst verdict of all causes; `valid` when there is none.
[[nodiscard]] Verdict worst(const Causes& causes);

}  // namespace trien::sign
