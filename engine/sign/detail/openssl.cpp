// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/detail/openssl.hpp"

#include <stdexcept>

#include <openssl/err.h>
#include <openssl/objects.h>

#include "engine/base/digest.hpp"
#include "engine/base/error.hpp"

namespace trien::sign {

namespace {

using Object = Handle<ASN1_OBJECT, ASN1_OBJECT_free>;

}  // namespace

std::string object_identifier(std::string_view dotted) {
    const Object object(OBJ_txt2obj(std::string(dotted).c_str(), 1));
    if (!object) throw std::logic_error("not an object identifier: " + std::string(dotted));
    return der_of(object.get(), i2d_ASN1_OBJECT);
}

Certificate parse_certificate(std::string_view der) {
    const unsigned char* at = bytes_of(der);
    const Certificate certificate = own(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    if (certificate && at == bytes_of(der) + der.size()) return certificate;
    ERR_clear_error();
    throw Error(Fault::input, "sign.certificate", {},
                {"Đây không phải một chứng thư số X.509", "this is not one X.509 certificate"},
                {"Chọn đúng tệp chứng thư số", "choose a certificate file"});
}

std::string issuer_and_serial(const X509* certificate) {
    return der_of(X509_get_issuer_name(certificate), i2d_X509_NAME) +
           der_of(X509_get0_serialNumber(certificate), i2d_ASN1_INTEGER);
}

std::string hex_of(const ASN1_INTEGER* number) {
    const BigNumber value(ASN1_INTEGER_to_BN(number, nullptr));
    std::string bytes(static_cast<std::size_t>(BN_num_bytes(value.get())), '\0');
    BN_bn2bin(value.get(), reinterpret_cast<unsigned char*>(bytes.data()));
    return to_hex(bytes);
}

std::time_t seconds(Instant instant) {
    return std::chrono::floor<std::chrono::seconds>(instant.utc()).time_since_epoch().count();
}

Instant instant_of(const ASN1_TIME* time) {
    using namespace std::chrono;
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) {
        ERR_clear_error();
        throw Error(Fault::input, "sign.certificate", {},
                    {"Thời điểm trong chứng thư số không đọc được", "a time in the certificate cannot be read"});
    }
    const Date date(year(parts.tm_year + 1900), month(static_cast<unsigned>(parts.tm_mon + 1)),
                    day(static_cast<unsigned>(parts.tm_mday)));
    const auto of_day = hours(parts.tm_hour) + minutes(parts.tm_min) + std::chrono::seconds(parts.tm_sec);
    return Instant(Instant::Point(sys_days(date)) + of_day);
}

bool signature_fits(EVP_PKEY* key, std::string_view message, std::string_view signature) {
    const DigestContext context(EVP_MD_CTX_new());
    const bool fits =
        EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
        EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(message), message.size()) == 1;
    if (!fits) ERR_clear_error();
    return fits;
}

}  // namespace trien::sign
