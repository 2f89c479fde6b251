// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/file.hpp"
#include "engine/sign/demo_ca.hpp"
#include "engine/sign/keys.hpp"
#include "engine/sign/pades.hpp"
#include "engine/sign/trust.hpp"
#include "engine/sign/verifier.hpp"

/// A small ward office for the tests of this folder: an authority, signers, a prepared document.
namespace trien::sign::testing {

/// "2026-11-23T09:00:00+07:00"
[[nodiscard]] Instant instant(std::string_view text);

/// The working year everything happens in.
[[nodiscard]] Validity year_2026();
[[nodiscard]] Instant signing_time();

/// The bytes of a PDF made of these objects, numbered from 1; object 1 is the catalog.
[[nodiscard]] std::string make_pdf(const std::vector<std::string>& objects);
[[nodiscard]] std::string stream_object(const std::string& dictionary, const std::string& data);

/// One page, signature fields NguoiKy and CoQuan, text fields So and Ngay, all empty.
/// @param contents  what the page's /Contents says.
/// @param lock      what stands in the dictionary of NguoiKy besides.
[[nodiscard]] std::string prepared_pdf(const std::string& contents = "9 0 R", const std::string& lock = "");
/// One page with a filled rectangle, as a field's picture.
[[nodiscard]] std::string picture_pdf();

/// An authority and what it issues; made once and shared, since keys take their time.
class Office {
  public:
    /// With P-256 keys.
    static Office& shared();

    Office();
    [[nodiscard]] DemoCa& ca() { return ca_; }
    /// A fresh key of the chair's, opened from a PKCS#12 file.
    [[nodiscard]] std::unique_ptr<SigningKey> key(KeyType type, const Validity& validity = year_2026());
    /// One of the chair's, the same every time for a kind.
    [[nodiscard]] SigningKey& key_of(KeyType type);
    /// With P-256, the same every time.
    [[nodiscard]] SigningKey& chair() { return *chair_; }
    [[nodiscard]] SigningKey& seal() { return *seal_; }
    [[nodiscard]] const IssuedKey& issued_chair() const { return issued_chair_; }
    [[nodiscard]] std::unique_ptr<SigningKey> open(const IssuedKey& key);
    /// The authority and a revocation list in force all year.
    [[nodiscard]] const TrustStore& trust() const { return trust_; }
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

  private:
    TemporaryFolder folder_;
    DemoCa ca_;
    IssuedKey issued_chair_;
    std::unique_ptr<SigningKey> chair_;
    std::unique_ptr<SigningKey> seal_;
    std::map<KeyType, std::unique_ptr<SigningKey>> keys_;
    TrustStore trust_;
};

[[nodiscard]] CertificateSubject chair_subject();
/// A request for field NguoiKy that certifies.
[[nodiscard]] SignRequest chair_request();
/// A request for field CoQuan that also fills So and Ngay.
[[nodiscard]] SignRequest seal_request();
/// prepared_pdf signed by the chair.
[[nodiscard]] std::string signed_once();
/// And sealed by the office.
[[nodiscard]] std::string signed_twice();

[[nodiscard]] VerifyReport verify(std::string_view pdf, Profile profile = Profile::own);
/// All causes of a report, document and signatures, as "code" lines.
[[nodiscard]] std::vector<std::string> codes(const VerifyReport& report);
[[nodiscard]] std::vector<std::string> codes(const Causes& causes);

/// Appends a revision in the form sign_pdf writes, with these objects; for attacks.
[[nodiscard]] std::string append_revision(const std::string& pdf,
                                          const std::vector<std::pair<int, std::string>>& objects);

/// A key that counts how often it was asked.
class CountingKey final : public SigningKey {
  public:
    explicit CountingKey(SigningKey& inner) : SigningKey(inner.certificate(), inner.chain()), inner_(inner) {}
    std::string sign(std::string_view to_be_signed) override {
        ++count_;
        return inner_.sign(to_be_signed);
    }
    [[nodiscard]] int count() const { return count_; }

  private:
    SigningKey& inner_;
    int count_ = 0;
};

/// Runs a program of the machine and returns what it printed; nothing where the program is absent.
[[nodiscard]] std::optional<std::string> run(const std::string& program, const std::string& arguments);

}  // namespace trien::sign::testing
