// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <openssl/err.h>
#include <openssl/pkcs12.h>

#include "engine/base/error.hpp"
#include "engine/base/file.hpp"
#include "engine/sign/detail/openssl.hpp"
#include "engine/sign/keys.hpp"

namespace trien::sign {

namespace {

using Pkcs12 = Handle<PKCS12, PKCS12_free>;

class FileKey final : public SigningKey {
  public:
    FileKey(std::string certificate, std::vector<std::string> chain, Key key)
        : SigningKey(std::move(certificate), std::move(chain)), key_(std::move(key)) {}

    std::string sign(std::string_view to_be_signed) override {
        const DigestContext context(EVP_MD_CTX_new());
        std::string signature(signature_size(), '\0');
        std::size_t size = signature.size();
        if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) != 1 ||
            EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                           bytes_of(to_be_signed), to_be_signed.size()) != 1) {
            ERR_clear_error();
            throw Error(Fault::external, "sign.token", {}, {"Khoá bí mật không ký được", "the private key cannot sign"},
                        {"Kiểm tra tệp khoá", "check the key file"});
        }
        signature.resize(size);
        return signature;
    }

  private:
    Key key_;
};

Error broken(const std::filesystem::path& path, const char* code, const Message& cause, const Message& mend) {
    ERR_clear_error();
    return Error(Fault::input, code, {path.string(), 0, 0, ""}, cause, mend);
}

Pkcs12 read_container(const std::filesystem::path& path) {
    const std::string bytes = read_file(path, std::uintmax_t{1} << 20U);
    const unsigned char* at = bytes_of(bytes);
    Pkcs12 container(d2i_PKCS12(nullptr, &at, static_cast<long>(bytes.size())));
    if (container) return container;
    throw broken(path, "sign.pkcs12", {"Đây không phải tệp khoá PKCS#12", "this is not a PKCS#12 key file"},
                 {"Chọn tệp .p12 hoặc .pfx", "choose a .p12 or .pfx file"});
}

void check_pin(const std::filesystem::path& path, PKCS12* container, const Secret& pin) {
    if (PKCS12_verify_mac(container, pin.c_str(), static_cast<int>(pin.size())) == 1) return;
    ERR_clear_error();
    throw Error(Fault::denied, "sign.pin", {path.string(), 0, 0, ""},
                {"Sai mật khẩu của tệp khoá", "the pass phrase of the key file is wrong"},
                {"Nhập lại mật khẩu", "enter the pass phrase again"});
}

std::vector<std::string> ders_of(STACK_OF(X509) * certificates) {
    std::vector<std::string> ders;
    ders.reserve(static_cast<std::size_t>(std::max(0, sk_X509_num(certificates))));
    for (int i = 0; i < sk_X509_num(certificates); ++i) {
        ders.push_back(der_of(sk_X509_value(certificates, i), i2d_X509));
    }
    return ders;
}

}  // namespace

std::unique_ptr<SigningKey> open_pkcs12(const std::filesystem::path& path, const Secret& pin) {
    const Pkcs12 container = read_container(path);
    check_pin(path, container.get(), pin);
    EVP_PKEY* raw_key = nullptr;
    X509* raw_certificate = nullptr;
    STACK_OF(X509)* raw_chain = nullptr;
    const bool parsed = PKCS12_parse(container.get(), pin.c_str(), &raw_key, &raw_certificate, &raw_chain) == 1;
    Key key(raw_key);
    const Certificate certificate = own(raw_certificate);
    const OwnedStack chain(raw_chain);
    if (!parsed) {
        throw broken(path, "sign.pkcs12-cipher",
                     {"Tệp khoá dùng thuật toán mã hoá đã lỗi thời nên không mở được",
                      "the key file uses an outdated cipher and cannot be opened"},
                     {"Xuất lại tệp khoá với mã hoá AES-256 (openssl pkcs12 -legacy, rồi openssl pkcs12 -export)",
                      "export the key file again with AES-256 (openssl pkcs12 -legacy, then openssl pkcs12 -export)"});
    }
    if (!key || !certificate || X509_check_private_key(certificate.get(), key.get()) != 1) {
        throw broken(path, "sign.pkcs12-incomplete",
                     {"Tệp khoá không có khoá bí mật đi cùng chứng thư số của nó",
                      "the key file holds no private key together with its certificate"},
                     {"Xuất lại tệp khoá, kèm cả khoá bí mật", "export the key file again, with the private key"});
    }
    return std::make_unique<FileKey>(der_of(certificate.get(), i2d_X509), ders_of(chain.get()), std::move(key));
}

}  // namespace trien::sign
