// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/proof.hpp"

#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace trien::journal {

namespace {

constexpr std::int64_t format_version = 1;

/// The size of the newest checkpoint, and its note.
StoredCheckpoint newest(Store& store) {
    return store.last_checkpoint().value_or(StoredCheckpoint{});
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

}  // namespace

Json prove(Store& store, std::int64_t index) {
    const auto [size, note] = newest(store);
    if (index < 0 || index >= size) throw uncovered(fmt::format("entry {}", index), size);
    const std::vector<Entry> entries = store.read_all(index, 1);
    if (entries.empty() || entries.front().index != index) throw missing(index);
    Json path = Json::array();
    for (const Digest& sibling : inclusion_proof(index, size, subtrees_of(store))) path.push_back(sibling.hex());
    return {{"v", format_version},
            {"entry", entries.front().bytes},
            {"index", index},
            {"path", std::move(path)},
            {"checkpoint", note}};
}

Result<Proven> verify_proof(const Json& proof, const VerifierKey& trusted) {
    const auto claim = read_claim(proof);
    if (!claim) return malformed();
    auto entry = decode(claim->entry);
    if (!entry) return malformed();
    auto checkpoint = verify_checkpoint(claim->note, trusted);
    if (!checkpoint) return tl::unexpected(std::move(checkpoint.error()));
    if (!verify_inclusion(entry->leaf, claim->index, checkpoint->size, claim->path, checkpoint->root)) {
        return refuse(
            Refusal::Reason::invalid, "proof.path",
            {fmt::format("Bản ghi này không nằm ở vị trí {} của nhật ký cỡ {}", claim->index, checkpoint->size),
             fmt::format("this entry is not at place {} of the journal of size {}", claim->index, checkpoint->size)});
    }
    entry->index = claim->index;
    return Proven{std::move(*entry), std::move(*checkpoint)};
}

std::vector<Digest> prove_consistency(Store& store, std::int64_t old_size) {
    const std::int64_t size = newest(store).size;
    if (old_size < 0 || old_size > size) throw uncovered(fmt::format("checkpoint {}", old_size), size);
    return consistency_proof(old_size, size, subtrees_of(store));
}

}  // namespace trien::journal
