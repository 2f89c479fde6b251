// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/sign/office.hpp"

#include <array>
#include <cstdio>

#include <fmt/format.h>

#include "engine/base/digest.hpp"

namespace trien::sign::testing {

Instant instant(std::string_view text) {
    return Instant::parse(text).value();
}

Validity year_2026() {
    return {instant("2026-01-01T00:00:00+07:00"), instant("2026-12-31T23:59:59+07:00")};
}

Instant signing_time() {
    return instant("2026-11-23T09:00:00+07:00");
}

std::string stream_object(const std::string& dictionary, const std::string& data) {
    return fmt::format("<< {} /Length {} >>\nstream\n{}\nendstream", dictionary, data.size(), data);
}

std::string make_pdf(const std::vector<std::string>& objects) {
    std::string pdf = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
    std::string table = fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects.size() + 1);
    for (std::size_t i = 0; i < objects.size(); ++i) {
        table += fmt::format("{:010} 00000 n \n", pdf.size());
        pdf += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
    }
    return pdf +
           fmt::format("{}trailer\n<< /Size {} /Root 1 0 R /ID [<00112233> <00112233>] >>\nstartxref\n{}\n%%EOF\n",
                       table, objects.size() + 1, pdf.size());
}

std::string prepared_pdf(const std::string& contents, const std::string& lock) {
    const auto field = [](const char* type, const char* name, int bottom, const std::string& more = "") {
        return fmt::format("<< /Type /Annot /Subtype /Widget /FT {} /T ({}) /F 4 /P 3 0 R /Rect [300 {} 500 {}]{} >>",
                           type, name, bottom, bottom + 40, more);
    };
    return make_pdf({
        "<< /Type /Catalog /Pages 2 0 R /AcroForm 4 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        fmt::format("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> /Contents {}"
                    " /Annots [5 0 R 6 0 R 7 0 R 8 0 R] >>",
                    contents),
        "<< /Fields [5 0 R 6 0 R 7 0 R 8 0 R] /SigFlags 3 >>",
        field("/Sig", "NguoiKy", 100, lock),
        field("/Sig", "CoQuan", 150),
        field("/Tx", "So", 700),
        field("/Tx", "Ngay", 750),
        stream_object("", "0.5 g 100 400 200 100 re f"),
    });
}

std::string picture_pdf() {
    return make_pdf({
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 40] /Resources << /ExtGState << /G0 5 0 R >> >>"
        " /Contents 4 0 R >>",
        stream_object("", "/G0 gs 0 0 1 rg 10 10 180 20 re f"),
        "<< /Type /ExtGState /LW 1 >>",
    });
}

CertificateSubject chair_subject() {
    return {"Nguyễn Văn Mẫu", "Chủ tịch", "UBND phường Mẫu", "CCCD:001099000001"};
}

Office& Office::shared() {
    static Office office;
    return office;
}

Office::Office()
    : ca_(KeyType::p256, {instant("2020-01-01T00:00:00+07:00"), instant("2040-01-01T00:00:00+07:00")}),
      issued_chair_(ca_.issue(chair_subject(), KeyType::p256, year_2026())),
      chair_(open(issued_chair_)),
      seal_(open(ca_.issue({"UBND phường Mẫu", "", "UBND phường Mẫu", "MST:0100000000"}, KeyType::p256, year_2026()))) {
    trust_.add(ca_.anchor_pem(), "ca.pem");
    trust_.add(ca_.revocation_list_pem(year_2026()), "ca.crl");
}

std::unique_ptr<SigningKey> Office::open(const IssuedKey& key) {
    const auto file = folder_.path() / (sha256(key.certificate).hex() + ".p12");
    write_file(file, ca_.pkcs12(key, "mau", Secret("mật khẩu")));
    return open_pkcs12(file, Secret("mật khẩu"));
}

SigningKey& Office::key_of(KeyType type) {
    auto& known = keys_[type];
    if (!known) known = key(type);
    return *known;
}

std::unique_ptr<SigningKey> Office::key(KeyType type, const Validity& validity) {
    return open(ca_.issue(chair_subject(), type, validity));
}

SignRequest chair_request() {
    SignRequest request;
    request.field = "NguoiKy";
    request.signing_time = signing_time();
    request.name = "Nguyễn Văn Mẫu";
    request.reason = "Ký ban hành";
    request.certify = true;
    request.appearance = picture_pdf();
    return request;
}

SignRequest seal_request() {
    SignRequest request;
    request.field = "CoQuan";
    request.signing_time = instant("2026-11-23T10:00:00+07:00");
    request.location = "Hà Nội";
    request.appearance = picture_pdf();
    request.fills = {{"So", "12/QĐ-UBND", picture_pdf()}, {"Ngay", "23/11/2026", picture_pdf()}};
    return request;
}

std::string signed_once() {
    Office& office = Office::shared();
    return sign_pdf(prepared_pdf(), chair_request(), office.chair(), office.trust());
}

std::string signed_twice() {
    Office& office = Office::shared();
    return sign_pdf(signed_once(), seal_request(), office.seal(), office.trust());
}

VerifyReport verify(std::string_view pdf, Profile profile) {
    return verify_pdf(pdf, Office::shared().trust(), {profile, instant("2026-12-01T08:00:00+07:00"), std::nullopt});
}

std::vector<std::string> codes(const Causes& causes) {
    std::vector<std::string> codes;
    for (const Cause& cause : causes) codes.push_back(cause.code);
    return codes;
}

std::vector<std::string> codes(const VerifyReport& report) {
    std::vector<std::string> all = codes(report.causes);
    for (const SignatureReport& signature : report.signatures) {
        for (const Cause& cause : signature.causes) all.push_back(cause.code);
    }
    return all;
}

std::string append_revision(const std::string& pdf, const std::vector<std::pair<int, std::string>>& objects) {
    const std::size_t at = pdf.rfind("startxref\n") + 10;
    const std::string previous = pdf.substr(at, pdf.find('\n', at) - at);
    std::string out = pdf;
    std::string table = "xref\n";
    for (const auto& [number, body] : objects) {
        table += fmt::format("{} 1\n{:010} 00000 n \n", number, out.size());
        out += fmt::format("{} 0 obj\n{}\nendobj\n", number, body);
    }
    return out + fmt::format("{}trailer\n<< /Size 99 /Root 1 0 R /Prev {} >>\nstartxref\n{}\n%%EOF\n", table, previous,
                             out.size());
}

std::optional<std::string> run(const std::string& program, const std::string& arguments) {
    if (!std::filesystem::exists("/usr/bin/" + program)) return std::nullopt;
    FILE* pipe = popen(fmt::format("LC_ALL=C.UTF-8 /usr/bin/{} {} 2>&1", program, arguments).c_str(), "r");
    if (pipe == nullptr) return std::nullopt;
    std::string output;
    std::array<char, 4096> buffer{};
    while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
        output.append(buffer.data(), count);
    }
    const int status = pclose(pipe);
    return output + fmt::format("\n[exit {}]\n", status);
}

}  // namespace trien::sign::testing
