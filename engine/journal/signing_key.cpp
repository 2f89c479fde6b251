// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/signing_key.hpp"

#include <algorithm>
#include <utility>

#include <openssl/evp.h>
#include <openssl/pem.h>

#include "engine/base/digest.hpp"
#include "engine/base/error.hpp"
#include "engine/base/file.hpp"
#include "engine/base/handle.hpp"
#include "engine/base/random.hpp"
#include "engine/base/text.hpp"
#include "engine/journal/detail/private_file.hpp"

namespace trien::journal {

namespace {

using Key = Handle<EVP_PKEY, EVP_PKEY_free>;
using DigestContext = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;
using Bio = Handle<BIO, BIO_free_all>;

constexpr std::size_t seed_size = 32;
constexpr std::size_t signature_size = 64;
constexpr std::uintmax_t max_pem_size = 65536;
/// Signature types (C2SP signed-note, "Signature types"): plain Ed25519, and Ed25519 cosignatures with their time.
constexpr std::string_view log_type = "\x01";
constexpr std::string_view witness_type = "\x04";

const unsigned char* octets(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

void require(bool ok) {
    if (ok) return;
    throw Error(Fault::environment, "journal.crypto", {},
                {"Thư viện mật mã không ký được Ed25519", "the crypto library cannot sign with Ed25519"},
                {"Kiểm tra bản cài OpenSSL", "check the OpenSSL installation"});
}

/// The passphrase callback of PEM_read_bio_PrivateKey: there is never one, and the terminal is not to be asked.
int no_passphrase(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*context*/) {
    return -1;
}

std::string key_id(std::string_view name, std::string_view type, const PublicKey& key) {
    const Digest digest = Hasher().add(name).add("\n").add(type).add(key.view()).finish();
    return std::string(digest.view().substr(0, 4));
}

std::string key_line(const std::string& name, std::string_view type, const PublicKey& key) {
    return name + "+" + to_hex(key_id(name, type, key)) + "+" + to_base64(std::string(type) + std::string(key.view()));
}

/// Reads what key_line() writes for keys of one type.
template <class NamedKey>
std::optional<NamedKey> parse_line(std::string_view text, std::string_view type) {
    const auto first = text.find('+');
    const auto second = text.find('+', first == std::string_view::npos ? first : first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    const auto typed = from_base64(text.substr(second + 1));
    if (!typed || typed->size() != type.size() + PublicKey{}.bytes.size() || !typed->starts_with(type)) {
        return std::nullopt;
    }
    NamedKey parsed{std::string(text.substr(0, first)), {}};
    std::copy(typed->begin() + 1, typed->end(), parsed.key.bytes.begin());
    if (!is_key_name(text.substr(0, first)) || parsed.text() != text) return std::nullopt;
    return parsed;
}

}  // namespace

struct SigningKey::State {
    Key key;
};

bool PublicKey::verifies(std::string_view message, std::string_view signature) const {
    if (signature.size() != signature_size) return false;
    const Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes.data(), bytes.size()));
    const DigestContext context(EVP_MD_CTX_new());
    return key && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(message), message.size()) == 1;
}

SigningKey::SigningKey(std::unique_ptr<State> state) : state_(std::move(state)) {}
SigningKey::~SigningKey() = default;
SigningKey::SigningKey(SigningKey&&) noexcept = default;
SigningKey& SigningKey::operator=(SigningKey&&) noexcept = default;

SigningKey SigningKey::generate() {
    return from_seed(random_bytes(seed_size));
}

SigningKey SigningKey::from_seed(std::string_view seed) {
    Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, octets(seed), seed.size()));
    require(key != nullptr);
    return SigningKey(std::make_unique<State>(State{std::move(key)}));
}

SigningKey SigningKey::load(const std::filesystem::path& path) {
    const std::string pem = read_file(path, max_pem_size);
    const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    require(bio != nullptr);
    Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_passphrase, nullptr));
    if (!key || EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519) {
        throw Error(Fault::input, "journal.key", {path.string(), 0, 0, ""},
                    {"Tệp không chứa khóa Ed25519 dạng PEM", "the file holds no Ed25519 key in PEM form"},
                    {"Chỉ đúng tệp khóa điểm kiểm của đơn vị", "name the instance's checkpoint key file"});
    }
    return SigningKey(std::make_unique<State>(State{std::move(key)}));
}

void SigningKey::save(const std::filesystem::path& path) const {
    const Bio bio(BIO_new(BIO_s_mem()));
    require(bio != nullptr);
    require(PEM_write_bio_PKCS8PrivateKey(bio.get(), state_->key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
    char* pem = nullptr;
    const auto size = BIO_get_mem_data(bio.get(), &pem);
    if (create_private_file(path, {pem, static_cast<std::size_t>(size)})) return;
    throw Error(Fault::environment, "journal.key-exists", {path.string(), 0, 0, ""},
                {"Đã có tệp khóa ở đây, không ghi đè", "a key file is here already and is not overwritten"},
                {"Dùng khóa đang có, hoặc chọn tên khác", "use the key that is there, or choose another name"});
}

PublicKey SigningKey::public_key() const {
    PublicKey key;
    std::size_t size = key.bytes.size();
    require(EVP_PKEY_get_raw_public_key(state_->key.get(), key.bytes.data(), &size) == 1);
    return key;
}

std::string SigningKey::sign(std::string_view message) const {
    std::string signature(signature_size, '\0');
    std::size_t size = signature.size();
    const DigestContext context(EVP_MD_CTX_new());
    require(context && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, state_->key.get()) == 1);
    require(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, octets(message),
                           message.size()) == 1);
    return signature;
}

std::string VerifierKey::id() const {
    return key_id(origin, log_type, key);
}

std::string VerifierKey::text() const {
    return key_line(origin, log_type, key);
}

std::optional<VerifierKey> VerifierKey::parse(std::string_view text) {
    return parse_line<VerifierKey>(text, log_type);
}

std::string WitnessKey::id() const {
    return key_id(name, witness_type, key);
}

std::string WitnessKey::text() const {
    return key_line(name, witness_type, key);
}

std::optional<WitnessKey> WitnessKey::parse(std::string_view text) {
    return parse_line<WitnessKey>(text, witness_type);
}

bool is_key_name(std::string_view name) {
    return !name.empty() && is_utf8(name) && std::ranges::none_of(name, [](char c) {
        return c == '+' || c == '\x7f' || (static_cast<unsigned char>(c) <= 0x20);
    });
}

}  // namespace trien::journal
