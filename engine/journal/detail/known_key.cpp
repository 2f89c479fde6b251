// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/detail/known_key.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <openssl/bn.h>
#include <openssl/evp.h>

#include "engine/base/error.hpp"
#include "engine/base/handle.hpp"

namespace trien::journal {

namespace {

using Bytes32 = std::array<std::uint8_t, 32>;
__extension__ using Wide = unsigned __int128;

void require(bool ok) {
    if (ok) return;
    throw Error(
        Fault::environment, "journal.crypto", {},
        {"Thư viện mật mã không kiểm được chữ ký Ed25519", "the crypto library cannot check Ed25519 signatures"},
        {"Kiểm tra bản cài OpenSSL", "check the OpenSSL installation"});
}

// --- numbers modulo p = 2^255 - 19 ----------------------------------------------------------------------------------

/// Five digits of 51 bits, lowest first. Products leave them at most a little above 51 bits; one sum or difference of
/// products, or twice one, may go into a product again without overflow.
struct Field {
    std::array<std::uint64_t, 5> digits{};
};

constexpr std::uint64_t digit_mask = (std::uint64_t{1} << 51U) - 1;
/// 2p: added before subtracting, so that no digit falls below zero.
constexpr std::array<std::uint64_t, 5> twice_p = {2 * (digit_mask - 18), 2 * digit_mask, 2 * digit_mask, 2 * digit_mask,
                                                  2 * digit_mask};

Field small(std::uint64_t number) {
    return {{number, 0, 0, 0, 0}};
}

Field operator+(const Field& a, const Field& b) {
    Field sum;
    for (std::size_t i = 0; i < 5; ++i) sum.digits[i] = a.digits[i] + b.digits[i];
    return sum;
}

/// @param b  a product.
Field operator-(const Field& a, const Field& b) {
    Field difference;
    for (std::size_t i = 0; i < 5; ++i) difference.digits[i] = a.digits[i] + twice_p[i] - b.digits[i];
    return difference;
}

Wide times(std::uint64_t a, std::uint64_t b) {
    return Wide{a} * b;
}

/// The sums of a product's digits by their place; 2^255 is 19 modulo p, so what runs over the top comes back at the
/// bottom, 19 times.
Field carried(Wide s0, Wide s1, Wide s2, Wide s3, Wide s4) {
    const auto carry = [](Wide sum) { return static_cast<std::uint64_t>(sum >> 51U); };
    const auto digit = [](Wide sum) { return static_cast<std::uint64_t>(sum) & digit_mask; };
    s1 += carry(s0);
    s2 += carry(s1);
    s3 += carry(s2);
    s4 += carry(s3);
    const std::uint64_t lowest = digit(s0) + 19 * carry(s4);
    return {{lowest & digit_mask, digit(s1) + (lowest >> 51U), digit(s2), digit(s3), digit(s4)}};
}

Field operator*(const Field& a, const Field& b) {
    const auto& [a0, a1, a2, a3, a4] = a.digits;
    const auto& [b0, b1, b2, b3, b4] = b.digits;
    const std::uint64_t c1 = 19 * b1;
    const std::uint64_t c2 = 19 * b2;
    const std::uint64_t c3 = 19 * b3;
    const std::uint64_t c4 = 19 * b4;
    return carried(times(a0, b0) + times(a1, c4) + times(a2, c3) + times(a3, c2) + times(a4, c1),
                   times(a0, b1) + times(a1, b0) + times(a2, c4) + times(a3, c3) + times(a4, c2),
                   times(a0, b2) + times(a1, b1) + times(a2, b0) + times(a3, c4) + times(a4, c3),
                   times(a0, b3) + times(a1, b2) + times(a2, b1) + times(a3, b0) + times(a4, c4),
                   times(a0, b4) + times(a1, b3) + times(a2, b2) + times(a3, b1) + times(a4, b0));
}

/// a^(2^count).
Field squared(Field a, int count) {
    for (; count > 0; --count) {
        const auto& [a0, a1, a2, a3, a4] = a.digits;
        const std::uint64_t d0 = 2 * a0;
        const std::uint64_t d1 = 2 * a1;
        const std::uint64_t d2 = 2 * a2;
        const std::uint64_t c3 = 19 * a3;
        const std::uint64_t c4 = 19 * a4;
        a = carried(times(a0, a0) + times(d1, c4) + times(d2, c3), times(d0, a1) + times(d2, c4) + times(a3, c3),
                    times(d0, a2) + times(a1, a1) + times(2 * a3, c4), times(d0, a3) + times(d1, a2) + times(a4, c4),
                    times(d0, a4) + times(d1, a3) + times(a2, a2));
    }
    return a;
}

/// a^(2^250 - 1) and a^11, from which both powers below are a few steps.
struct Powers {
    Field to_2_250_1;
    Field to_11;
};

Powers powers_of(const Field& a) {
    const Field a2 = a * a;
    const Field a9 = squared(a2, 2) * a;
    const Field a11 = a9 * a2;
    const Field ones5 = squared(a11, 1) * a9;  // a^(2^5 - 1), and so on
    const Field ones10 = squared(ones5, 5) * ones5;
    const Field ones20 = squared(ones10, 10) * ones10;
    const Field ones40 = squared(ones20, 20) * ones20;
    const Field ones50 = squared(ones40, 10) * ones10;
    const Field ones100 = squared(ones50, 50) * ones50;
    const Field ones200 = squared(ones100, 100) * ones100;
    return {squared(ones200, 50) * ones50, a11};
}

/// 1 / a = a^(p - 2); 0 for 0.
Field inverse(const Field& a) {
    const Powers powers = powers_of(a);
    return squared(powers.to_2_250_1, 5) * powers.to_11;
}

/// a^((p - 5) / 8): the step to a square root (RFC 8032 §5.1.3).
Field root_step(const Field& a) {
    return squared(powers_of(a).to_2_250_1, 2) * a;
}

/// The 255 lower bits, little-endian; a number of p or more is taken modulo p.
Field from_bytes(const Bytes32& bytes) {
    Field field;
    for (std::size_t bit = 0; bit < 255; ++bit) {
        const std::uint64_t value = (bytes[bit / 8] >> (bit % 8)) & 1U;
        field.digits[bit / 51] |= value << (bit % 51);
    }
    return field;
}

/// The one number below p, little-endian.
Bytes32 to_bytes(const Field& a) {
    // Adding 19 carries out of the top exactly if the number is p or more; then p is taken off by adding 19 for good.
    Field reduced = a * small(1);
    std::uint64_t carry = 19;
    for (const std::uint64_t digit : reduced.digits) carry = (digit + carry) >> 51U;
    carry *= 19;
    Bytes32 bytes{};
    for (std::size_t i = 0; i < 5; ++i) {
        carry += reduced.digits[i];
        for (std::size_t bit = 51 * i; bit < 51 * (i + 1); ++bit) {
            bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] | ((carry & 1U) << (bit % 8)));
            carry >>= 1U;
        }
    }
    return bytes;
}

bool operator==(const Field& a, const Field& b) {
    return to_bytes(a) == to_bytes(b);
}

bool is_odd(const Field& a) {
    return (to_bytes(a)[0] & 1U) != 0;
}

Field negative(const Field& a) {
    return (Field{} - a) * small(1);
}

// --- points of the curve -x² + y² = 1 + d·x²·y² (RFC 8032 §5.1) ------------------------------------------------------

struct Constants {
    Field d = negative(small(121665)) * inverse(small(121666));
    Field root_of_minus_1 = squared(root_step(small(2)), 1) * small(2);  // 2^((p - 1) / 4)
};

const Constants& constants() {
    static const Constants computed;
    return computed;
}

/// x = X / Z, y = Y / Z, T = X·Y / Z; all four are products.
struct Point {
    Field x;
    Field y = small(1);
    Field z = small(1);
    Field t;
};

/// A point prepared for addition: Y + X, Y - X, 2·Z, 2·d·T.
struct Addend {
    Field sum = small(1);
    Field difference = small(1);
    Field twice_z = small(2);
    Field scaled_t;
};

Addend prepared(const Point& p) {
    return {p.y + p.x, p.y - p.x, p.z + p.z, p.t * (constants().d + constants().d)};
}

/// RFC 8032 §5.1.4; holds for all points, equal and neutral ones too.
Point operator+(const Point& p, const Addend& q) {
    const Field a = (p.y - p.x) * q.difference;
    const Field b = (p.y + p.x) * q.sum;
    const Field c = p.t * q.scaled_t;
    const Field d = p.z * q.twice_z;
    const Field e = b - a;
    const Field f = d - c;
    const Field g = d + c;
    const Field h = b + a;
    return {e * f, g * h, f * g, e * h};
}

/// RFC 8032 §5.1.3, without asking that y be below p.
std::optional<Point> decoded(const Bytes32& bytes) {
    const Field y = from_bytes(bytes);
    const Field y2 = y * y;
    const Field u = (y2 - small(1)) * small(1);
    const Field v = y2 * constants().d + small(1);
    const Field v3 = v * v * v;
    Field x = u * v3 * root_step(u * (v3 * v3 * v));
    const Field square = v * (x * x);
    if (!(square == u)) {
        if (!(square == negative(u))) return std::nullopt;
        x = x * constants().root_of_minus_1;
    }
    if (is_odd(x) != (bytes[31] >= 0x80)) x = negative(x);
    return Point{x, y, small(1), x * y};
}

Bytes32 encoded(const Point& p) {
    const Field scale = inverse(p.z);
    Bytes32 bytes = to_bytes(p.y * scale);
    if (is_odd(p.x * scale)) bytes[31] |= 0x80U;
    return bytes;
}

/// 256^i · j · P for every place i and value j of a byte: P times a number is the sum over the number's bytes.
class Multiples {
  public:
    explicit Multiples(Point place) : addends_(places * values) {
        for (std::size_t i = 0; i < places; ++i) {
            const Addend step = prepared(place);
            Point multiple;
            for (std::size_t j = 1; j < values; ++j) {
                multiple = multiple + step;
                addends_[i * values + j] = prepared(multiple);
            }
            place = multiple + step;
        }
    }

    void add_to(Point& sum, const Bytes32& number) const {
        for (std::size_t i = 0; i < places; ++i) sum = sum + addends_[i * values + number[i]];
    }

  private:
    static constexpr std::size_t places = 32;
    static constexpr std::size_t values = 256;
    std::vector<Addend> addends_;
};

/// The base point: y = 4/5, x even (RFC 8032 §5.1).
Point base_point() {
    Bytes32 bytes;
    bytes.fill(0x66);
    bytes[0] = 0x58;
    return decoded(bytes).value_or(Point());
}

// --- numbers modulo the group's order L ------------------------------------------------------------------------------

using Number = Handle<BIGNUM, BN_free>;
using Scratch = Handle<BN_CTX, BN_CTX_free>;
using DigestContext = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;

/// L = 2^252 + 27742317777372353535851937790883648493.
Number group_order() {
    BIGNUM* order = nullptr;
    require(BN_hex2bn(&order, "1000000000000000000000000000000014DEF9DEA2F79CD65812631A5CF5D3ED") != 0);
    return Number(order);
}

const unsigned char* octets(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::array<std::uint8_t, 64> sha512(std::string_view a, std::string_view b, std::string_view c) {
    static const Handle<EVP_MD, EVP_MD_free> algorithm(EVP_MD_fetch(nullptr, "SHA2-512", nullptr));
    std::array<std::uint8_t, 64> hash{};
    const DigestContext context(EVP_MD_CTX_new());
    require(context && EVP_DigestInit_ex(context.get(), algorithm.get(), nullptr) == 1);
    for (const std::string_view part : {a, b, c}) {
        require(EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1);
    }
    require(EVP_DigestFinal_ex(context.get(), hash.data(), nullptr) == 1);
    return hash;
}

Bytes32 bytes_of(std::string_view raw) {
    Bytes32 bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes.at(i) = static_cast<std::uint8_t>(raw.at(i));
    return bytes;
}

}  // namespace

struct KnownKey::Tables {
    Tables(const PublicKey& public_key, const Point& minus_key)
        : key(public_key), of_base(base_point()), of_minus_key(minus_key) {}

    PublicKey key;
    Multiples of_base;
    Multiples of_minus_key;
    Number order = group_order();
};

KnownKey::KnownKey(const PublicKey& key) {
    auto point = decoded(key.bytes);
    if (!point) return;
    point->x = negative(point->x);
    point->t = negative(point->t);
    tables_ = std::make_unique<const Tables>(key, *point);
}

KnownKey::~KnownKey() = default;
KnownKey::KnownKey(KnownKey&&) noexcept = default;
KnownKey& KnownKey::operator=(KnownKey&&) noexcept = default;

bool KnownKey::verifies(std::string_view message, std::string_view signature) const {
    if (!tables_ || signature.size() != 64) return false;
    const std::string_view r = signature.substr(0, 32);
    const std::string_view s = signature.substr(32);
    const Number scalar(BN_lebin2bn(octets(s), 32, nullptr));
    require(scalar != nullptr);
    if (BN_cmp(scalar.get(), tables_->order.get()) >= 0) return false;

    const auto hash = sha512(r, tables_->key.view(), message);
    const Scratch scratch(BN_CTX_new());
    const Number challenge(BN_lebin2bn(hash.data(), hash.size(), nullptr));
    Bytes32 reduced{};
    require(scratch && challenge &&
            BN_nnmod(challenge.get(), challenge.get(), tables_->order.get(), scratch.get()) == 1);
    require(BN_bn2lebinpad(challenge.get(), reduced.data(), reduced.size()) == 32);

    // R = s·B - challenge·A, as bytes (RFC 8032 §5.1.7).
    Point sum;
    tables_->of_base.add_to(sum, bytes_of(s));
    tables_->of_minus_key.add_to(sum, reduced);
    return encoded(sum) == bytes_of(r);
}

}  // namespace trien::journal
