// SPDX-License-Identifier: Apache-2.0
#include "engine/app/evidence.hpp"

#include <nlohmann/json.hpp>

#include "engine/base/fields.hpp"
#include "engine/journal/proof.hpp"

namespace trien::app {

namespace {

tl::unexpected<Refusal> malformed(const std::string& what) {
    return refuse(Refusal::Reason::invalid, "evidence.form",
                  {"Tệp bằng chứng đính kèm không đúng dạng: " + what, "the attached evidence is malformed: " + what});
}

}  // namespace

Json make_evidence(journal::Store& store,
                   const journal::VerifierKey& key,
                   const std::vector<std::int64_t>& indices,
                   const Digest& procedure,
                   const std::optional<Digest>& instrument) {
    Json evidence = {{"schema", "trien.evidence/1"},
                     {"journal", key.text()},
                     {"procedure", procedure.hex()},
                     {"proofs", journal::prove_all(store, indices)}};
    if (instrument) evidence["instrument"] = instrument->hex();
    return evidence;
}

Result<Evidence> read_evidence(std::string_view json) {
    Evidence evidence;
    try {
        const Json parsed = parse_json(json, evidence_file);
        Fields fields(parsed, evidence_file);
        if (fields.text("schema") != "trien.evidence/1") return malformed("schema");
        const auto key = journal::VerifierKey::parse(fields.text("journal"));
        const auto procedure = Digest::parse(fields.text("procedure"));
        if (!key) return malformed("journal");
        if (!procedure) return malformed("procedure");
        evidence.key = *key;
        evidence.procedure = *procedure;
        if (fields.has("instrument")) evidence.instrument = Digest::parse(fields.text("instrument"));
        std::string note;
        std::optional<journal::Checkpoint> checkpoint;
        for (const Json& proof : parsed.at("proofs")) {
            // Mostly all stand under one checkpoint, whose signature is verified once.
            const bool known = checkpoint && proof.at("checkpoint") == note;
            auto proven = known ? journal::verify_proof(proof, *checkpoint) : journal::verify_proof(proof, *key);
            if (!proven) return tl::unexpected(proven.error());
            note = proof.at("checkpoint").get<std::string>();
            checkpoint = std::move(proven->checkpoint);
            evidence.entries.push_back(std::move(proven->entry));
        }
    } catch (const Error& error) {
        return malformed(error.place().text());
    } catch (const Json::exception&) {
        return malformed("proofs");
    }
    return evidence;
}

}  // namespace trien::app
