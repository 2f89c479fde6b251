// SPDX-License-Identifier: Apache-2.0
#include "engine/app/witness.hpp"

#include <nlohmann/json.hpp>

#include "engine/journal/proof.hpp"
#include "engine/journal/witness.hpp"

namespace trien::app {

std::string make_witness(const std::filesystem::path& folder, const std::string& name) {
    return journal::Witness::create(folder, name).key().text();
}

Result<void> watch_log(const std::filesystem::path& folder, std::string_view verifier_key) {
    const auto key = journal::VerifierKey::parse(verifier_key);
    if (key) return journal::Witness::open(folder).add_log(*key);
    return refuse(Refusal::Reason::invalid, "witness.log-key",
                  {"Đây không phải khóa công khai của một nhật ký", "this is no public key of a log"},
                  {"Chép nguyên dòng trong journal.pub của đơn vị", "copy the whole line of the office's journal.pub"});
}

Result<std::string> cosign(const std::filesystem::path& folder, std::string_view request, Instant now) {
    return journal::Witness::open(folder).cosign(request, now);
}

Json prove_from_log(const std::filesystem::path& log, std::int64_t index) {
    return journal::prove(log, index);
}

}  // namespace trien::app
