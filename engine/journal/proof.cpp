// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/proof.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "engine/journal/tiles.hpp"

namespace trien::journal {

namespace {

constexpr std::int64_t format_version = 1;

std::int64_t newest_size(Store& store) {
    const auto newest = store.last_checkpoint();
    return newest ? newest->size : 0;
}

Error uncovered(std::string element, std::int64_t covered) {
    return Error(Fault::input, "proof.uncovered", {"", 0, 0, std::move(element)},
                 {fmt::format("Điểm kiểm mới nhất chỉ bao {} bản ghi đầu", covered),
                  fmt::format("the newest checkpoint covers only the first {} entries", covered)},
                 {"Chạy `trien journal checkpoint` rồi thử lại", "run `trien journal checkpoint` and try again"});
}

Error missing(std::int64_t index) {
    return Error(Fault::corrupt, "journal.gap", {"", 0, 0, fmt::format("entry {}", index)},
                 {fmt::format("Thiếu bản ghi số {}", index), fmt::format("entry {} is missing", index)},
                 {"Chạy `trien journal verify` để tìm chỗ sai", "run `trien journal verify` to find the place"});
}

tl::unexpected<Refusal> malformed() {
    return refuse(Refusal::Reason::invalid, "proof.form", {"Tệp bằng chứng không đúng dạng", "this is not a proof"},
                  {"Lấy lại nguyên tệp bằng chứng", "fetch the whole proof again"});
}

/// A proof as its JSON says, unchecked.
struct Claim {
    std::string entry;
    std::int64_t index = 0;
    std::vector<Digest> path;
    std::string note;
};

std::optional<Claim> read_claim(const Json& proof) {
    try {
        if (proof.at("v") != format_version || !proof.at("index").is_number_integer()) return std::nullopt;
        Claim claim{proof.at("entry").get<std::string>(),
                    proof.at("index").get<std::int64_t>(),
                    {},
                    proof.at("checkpoint").get<std::string>()};
        for (const auto& hex : proof.at("path").get<std::vector<std::string>>()) {
            const auto digest = Digest::parse(hex);
            if (!digest) return std::nullopt;
            claim.path.push_back(*digest);
        }
        return claim;
    } catch (const Json::exception&) {
        return std::nullopt;
    }
}

Json proof_of(const std::string& entry,
              std::int64_t index,
              const std::vector<Digest>& siblings,
              const std::string& note) {
    Json path = Json::array();
    for (const Digest& sibling : siblings) path.push_back(sibling.hex());
    return {{"v", format_version}, {"entry", entry}, {"index", index}, {"path", std::move(path)}, {"checkpoint", note}};
}

Result<Proven> verify_claim(const Claim& claim, const Checkpoint& checkpoint) {
    auto entry = decode(claim.entry);
    if (!entry) return malformed();
    if (!verify_inclusion(entry->leaf, claim.index, checkpoint.size, claim.path, checkpoint.root)) {
        return refuse(
            Refusal::Reason::invalid, "proof.path",
            {fmt::format("Bản ghi này không nằm ở vị trí {} của nhật ký cỡ {}", claim.index, checkpoint.size),
             fmt::format("this entry is not at place {} of the journal of size {}", claim.index, checkpoint.size)});
    }
    entry->index = claim.index;
    return Proven{std::move(*entry), checkpoint};
}

}  // namespace

Json prove(Store& store, std::int64_t index) {
    return prove_all(store, {&index, 1}).front();
}

std::vector<Json> prove_all(Store& store, std::span<const std::int64_t> indices) {
    std::vector<Json> proofs;
    if (indices.empty()) return proofs;
    const auto [lowest, highest] = std::ranges::minmax(indices);
    const auto under = lowest < 0 ? std::nullopt : checkpoint_over(store, highest + 1);
    if (!under) throw uncovered(fmt::format("entry {}", lowest < 0 ? lowest : highest), newest_size(store));
    const Subtrees subtrees = subtrees_of(store);
    for (const std::int64_t index : indices) {
        const std::vector<Entry> entries = store.read_all(index, 1);
        if (entries.empty() || entries.front().index != index) throw missing(index);
        proofs.push_back(
            proof_of(entries.front().bytes, index, inclusion_proof(index, under->size, subtrees), under->note));
    }
    return proofs;
}

Json prove(const std::filesystem::path& log, std::int64_t index) {
    const auto [head, note] = read_published(log);
    if (index < 0 || index >= head.size) throw uncovered(fmt::format("entry {}", index), head.size);
    const auto entries = read_bundle(log, index / tile_width, head.size);
    return proof_of(entries.at(static_cast<std::size_t>(index % tile_width)), index,
                    inclusion_proof(index, head.size, subtrees_of(log, head.size)), note);
}

Result<Proven> verify_proof(const Json& proof, const VerifierKey& trusted) {
    const auto claim = read_claim(proof);
    if (!claim) return malformed();
    auto checkpoint = verify_checkpoint(claim->note, trusted);
    if (!checkpoint) return tl::unexpected(std::move(checkpoint.error()));
    return verify_claim(*claim, *checkpoint);
}

Result<Proven> verify_proof(const Json& proof, const Checkpoint& verified) {
    const auto claim = read_claim(proof);
    if (!claim) return malformed();
    return verify_claim(*claim, verified);
}

std::vector<Digest> prove_consistency(Store& store, std::int64_t old_size) {
    const std::int64_t size = newest_size(store);
    if (old_size < 0 || old_size > size) throw uncovered(fmt::format("checkpoint {}", old_size), size);
    return consistency_proof(old_size, size, subtrees_of(store));
}

}  // namespace trien::journal
