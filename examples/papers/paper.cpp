// SPDX-License-Identifier: Apache-2.0
#include "examples/papers/paper.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include <fmt/format.h>

namespace trien::papers {

namespace {

constexpr const char* committee_seal = "ỦY BAN NHÂN DÂN PHƯỜNG AN HÒA";

using Strings = std::vector<std::string>;

constexpr std::array<std::pair<Kind, std::string_view>, 7> kind_names = {{
    {Kind::decision, "quyet-dinh"},
    {Kind::letter, "cong-van"},
    {Kind::notice, "thong-bao"},
    {Kind::minutes, "bien-ban"},
    {Kind::contract, "hop-dong"},
    {Kind::birth_certificate, "khai-sinh"},
    {Kind::diploma, "bang-tot-nghiep"},
}};

std::string named(const std::string& middle, const std::string& name, Dice& dice) {
    static constexpr const char* surnames[] = {"Nguyễn", "Trần", "Lê",  "Phạm", "Hoàng",
                                               "Vũ",     "Đặng", "Bùi", "Đỗ",   "Ngô"};
    return fmt::format("{} {} {}", dice.pick(surnames), middle, name);
}

std::string man(Dice& dice) {
    static constexpr const char* middles[] = {"Văn", "Đức", "Minh", "Quốc", "Hữu"};
    static constexpr const char* names[] = {"Bình", "Cường", "Dũng", "Khánh", "Lâm", "Nghĩa", "Phúc", "Sơn", "Vượng"};
    const std::string middle = dice.pick(middles);
    return named(middle, dice.pick(names), dice);
}

std::string woman(Dice& dice) {
    static constexpr const char* middles[] = {"Thị", "Thu", "Ngọc", "Thanh"};
    static constexpr const char* names[] = {"Hạnh", "Hương", "Mai", "Quỳnh", "Thảo", "Yến", "Hằng", "Tuyết"};
    const std::string middle = dice.pick(middles);
    return named(middle, dice.pick(names), dice);
}

std::string person(Dice& dice) {
    return dice.chance(50) ? man(dice) : woman(dice);
}

Date day_of_2026(Dice& dice) {
    const int month = dice.between(1, 11);
    const int day = dice.between(1, 28);
    return std::chrono::year(2026) / std::chrono::month(static_cast<unsigned>(month)) /
           std::chrono::day(static_cast<unsigned>(day));
}

/// At least two digits, as Decree 30/2020/NĐ-CP asks of numbers under 10.
std::string two_digits(int number) {
    return fmt::format("{:02}", number);
}

/// "01/4/2026": the decree puts a 0 before months 1 and 2 only.
std::string short_date(Date date) {
    const auto month = static_cast<unsigned>(date.month());
    return fmt::format("{:02}/{}/{}", static_cast<unsigned>(date.day()),
                       month < 3 ? fmt::format("0{}", month) : fmt::format("{}", month), static_cast<int>(date.year()));
}

Paragraph plain(std::string text) {
    Paragraph paragraph;
    paragraph.runs = {{std::move(text), false, false}};
    return paragraph;
}

Paragraph basis(std::string text) {
    Paragraph paragraph;
    paragraph.runs = {{std::move(text), false, true}};
    return paragraph;
}

Paragraph article(int number, std::string text) {
    Paragraph paragraph;
    paragraph.runs = {{fmt::format("Điều {}.", number), true, false}, {std::move(text), false, false}};
    return paragraph;
}

Paragraph centred(std::string text, double size, bool bold, double gap) {
    Paragraph paragraph;
    paragraph.runs = {{std::move(text), bold, false}};
    paragraph.size = size;
    paragraph.align = Paragraph::Align::centred;
    paragraph.indented = false;
    paragraph.gap = gap;
    return paragraph;
}

/// "Họ, chữ đệm, tên: ..." of a form: the label plain, the entry bold.
Paragraph entry(std::string label, std::string value) {
    Paragraph paragraph;
    paragraph.runs = {{std::move(label), false, false}, {std::move(value), true, false}};
    paragraph.align = Paragraph::Align::left;
    paragraph.indented = false;
    return paragraph;
}

Signature chair(Dice& dice) {
    if (dice.chance(50)) return {{"TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"}, "", person(dice), committee_seal};
    return {{"KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"}, "", person(dice), committee_seal};
}

/// The committee's own papers carry no superior; those of its sections name the committee.
void issued_by_committee(Paper& paper, Dice& dice) {
    paper.agency = {"ỦY BAN NHÂN DÂN", "PHƯỜNG AN HÒA"};
    paper.place = "An Hòa";
    paper.signatures = {chair(dice)};
}

struct Section {
    const char* name[2];
    const char* code;
    const char* symbol;
    const char* title;
};

constexpr Section sections[] = {
    {{"PHÒNG VĂN HÓA - XÃ HỘI", ""}, "VHXH", "VHXH-BTXH", "TRƯỞNG PHÒNG"},
    {{"PHÒNG KINH TẾ, HẠ TẦNG", "VÀ ĐÔ THỊ"}, "KTHTĐT", "KTHTĐT-XD", "TRƯỞNG PHÒNG"},
    {{"TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG"}, "TTPVHCC", "TTPVHCC-TN", "GIÁM ĐỐC"},
};

void issued_by_section(Paper& paper, const Section& section, Dice& dice) {
    paper.superior = {"ỦY BAN NHÂN DÂN", "PHƯỜNG AN HÒA"};
    for (const std::string line : section.name) {
        if (!line.empty()) paper.agency.push_back(line);
    }
    paper.place = "An Hòa";
    paper.signatures = {{{section.title}, "", person(dice), committee_seal}};
}

Paper decision(Dice& dice) {
    struct Matter {
        Strings abstract;
        const char* first;
        const char* second;
    };
    static const Matter matters[] = {
        {{"Về việc kiện toàn Ban Chỉ đạo chuyển đổi số", "của phường An Hòa"},
         "Kiện toàn Ban Chỉ đạo chuyển đổi số của phường An Hòa gồm 09 thành viên do Chủ tịch Ủy ban nhân dân phường "
         "làm Trưởng ban; danh sách thành viên kèm theo Quyết định này.",
         "Ban Chỉ đạo có nhiệm vụ xây dựng kế hoạch chuyển đổi số hằng năm, đôn đốc các bộ phận số hóa hồ sơ, tái sử "
         "dụng dữ liệu và báo cáo kết quả thực hiện vào ngày 15 của tháng cuối quý."},
        {{"Về việc ban hành Quy chế tiếp công dân", "của Ủy ban nhân dân phường An Hòa"},
         "Ban hành kèm theo Quyết định này Quy chế tiếp công dân của Ủy ban nhân dân phường An Hòa, gồm 04 chương và "
         "17 "
         "điều.",
         "Trụ sở tiếp công dân đặt tại tầng 1, số 12 đường Bờ Sông, phường An Hòa; lịch tiếp công dân định kỳ của Chủ "
         "tịch Ủy ban nhân dân phường là ngày thứ Năm hằng tuần."},
        {{"Về việc thành lập Tổ công nghệ số cộng đồng", "trên địa bàn phường An Hòa"},
         "Thành lập 11 Tổ công nghệ số cộng đồng tại các tổ dân phố trên địa bàn phường An Hòa, mỗi tổ có từ 05 đến 07 "
         "thành viên.",
         "Tổ công nghệ số cộng đồng có trách nhiệm hướng dẫn người dân nộp hồ sơ trực tuyến, sử dụng chữ ký số cá nhân "
         "và nhận kết quả bản điện tử qua Cổng Dịch vụ công quốc gia."},
    };
    Paper paper;
    issued_by_committee(paper, dice);
    const Matter& matter = dice.pick(matters);
    paper.symbol = "QĐ-UBND";
    paper.title = "QUYẾT ĐỊNH";
    paper.abstract = matter.abstract;
    paper.body = {
        centred("CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG AN HÒA", 14, true, 12),
        basis("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"),
        basis("Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về thực hiện thủ tục hành "
              "chính theo cơ chế một cửa, một cửa liên thông tại Bộ phận Một cửa và Cổng Dịch vụ công quốc gia;"),
        basis("Theo đề nghị của Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường."),
        centred("QUYẾT ĐỊNH:", 14, true, 10),
        article(1, matter.first),
        article(2, matter.second),
        article(3,
                fmt::format("Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số {}/QĐ-UBND ngày {} của "
                            "Ủy ban nhân dân phường An Hòa.",
                            dice.between(20, 160), short_date(day_of_2026(dice)))),
        article(4,
                "Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường, Trưởng các phòng, Giám đốc Trung tâm "
                "Phục vụ hành chính công và các cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./."),
    };
    paper.recipients = {"Như Điều 4;", "Thường trực Đảng ủy, HĐND phường;", "Lưu: VT, VP."};
    return paper;
}

Paper letter(Dice& dice) {
    struct Matter {
        Strings abstract;
        const char* request;
    };
    static const Matter matters[] = {
        {{"V/v phối hợp rà soát, cập nhật", "dữ liệu hộ tịch điện tử"},
         "Để bảo đảm dữ liệu hộ tịch đúng, đủ, sạch, sống và thống nhất với Cơ sở dữ liệu quốc gia về dân cư, đề nghị "
         "các đơn vị rà soát toàn bộ sổ đăng ký khai sinh, kết hôn, khai tử giai đoạn 1990 - 2015 còn lưu giữ."},
        {{"V/v báo cáo kết quả số hóa hồ sơ", "thủ tục hành chính quý III"},
         "Thực hiện chế độ báo cáo định kỳ, đề nghị các đơn vị tổng hợp số lượng hồ sơ đã số hóa, số hồ sơ tái sử dụng "
         "dữ liệu và những khó khăn, vướng mắc phát sinh tại Bộ phận Một cửa."},
        {{"V/v chấn chỉnh việc chứng thực", "bản sao từ bản chính"},
         "Qua kiểm tra còn tình trạng yêu cầu người dân nộp bản sao có chứng thực đối với giấy tờ đã có trên hệ thống. "
         "Đề nghị các đơn vị chấm dứt ngay việc này và chỉ tiếp nhận bản sao khi pháp luật có quy định."},
    };
    Paper paper;
    const Section& section = dice.pick(sections);
    issued_by_section(paper, section, dice);
    const Matter& matter = dice.pick(matters);
    paper.kind = Kind::letter;
    paper.symbol = section.symbol;
    paper.abstract = matter.abstract;
    paper.body = {
        centred("Kính gửi: Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường;", 14, false, 20),
        centred("Trung tâm Phục vụ hành chính công phường An Hòa.", 14, false, 2),
        plain(fmt::format("Thực hiện Kế hoạch số {}/KH-UBND ngày {} của Ủy ban nhân dân phường An Hòa về cải cách hành "
                          "chính năm 2026, cơ quan chúng tôi đề nghị như sau:",
                          dice.between(11, 98), short_date(day_of_2026(dice)))),
        plain(fmt::format("1. {}", matter.request)),
        plain(fmt::format("2. Kết quả thực hiện gửi về trước ngày {} bằng văn bản điện tử có chữ ký số; không gửi bản "
                          "giấy nếu không có yêu cầu khác.",
                          short_date(day_of_2026(dice)))),
        plain(fmt::format("3. Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, đề nghị liên hệ ông {}, công chức "
                          "theo dõi, điện thoại nội bộ {}, để được hướng dẫn, giải quyết kịp thời.",
                          person(dice), dice.between(101, 189))),
        plain("Rất mong nhận được sự quan tâm, phối hợp của các đơn vị./."),
    };
    paper.recipients = {"Như trên;", "Chủ tịch UBND phường (để b/c);", fmt::format("Lưu: VT, {}.", section.code)};
    return paper;
}

Paper notice(Dice& dice) {
    struct Matter {
        Strings abstract;
        const char* text;
    };
    static const Matter matters[] = {
        {{"Về việc niêm yết công khai hồ sơ đề nghị cấp", "Giấy chứng nhận quyền sử dụng đất"},
         "Ủy ban nhân dân phường An Hòa niêm yết công khai kết quả kiểm tra hồ sơ đề nghị cấp Giấy chứng nhận quyền sử "
         "dụng đất, quyền sở hữu tài sản gắn liền với đất của 07 hộ gia đình, cá nhân trên địa bàn phường."},
        {{"Về lịch tiếp nhận hồ sơ và trả kết quả", "trong dịp nghỉ Ngày Văn hóa Việt Nam"},
         "Bộ phận Một cửa phường An Hòa tạm dừng tiếp nhận hồ sơ trực tiếp trong ngày nghỉ lễ; người dân vẫn nộp hồ sơ "
         "trực tuyến bình thường, thời hạn giải quyết được tính từ ngày làm việc tiếp theo."},
    };
    Paper paper;
    issued_by_committee(paper, dice);
    const Matter& matter = dice.pick(matters);
    paper.kind = Kind::notice;
    paper.symbol = "TB-UBND";
    paper.title = "THÔNG BÁO";
    paper.abstract = matter.abstract;
    paper.body = {
        plain("Căn cứ quy định của pháp luật về thủ tục hành chính và tình hình thực tế tại địa phương;"),
        plain(matter.text),
        plain(fmt::format("Thời gian thực hiện: từ ngày {} đến hết ngày {}. Địa điểm: trụ sở Ủy ban nhân dân phường An "
                          "Hòa, số 12 đường Bờ Sông và nhà sinh hoạt cộng đồng tổ dân phố số {}.",
                          short_date(day_of_2026(dice)), short_date(day_of_2026(dice)), dice.between(1, 11))),
        plain(
            "Trong thời gian trên, tổ chức, cá nhân có ý kiến phản ánh, kiến nghị, xin gửi về Văn phòng Hội đồng nhân "
            "dân và Ủy ban nhân dân phường để được xem xét, giải quyết. Sau thời hạn này, Ủy ban nhân dân phường "
            "không giải quyết các ý kiến phát sinh về nội dung đã niêm yết."),
        plain("Ủy ban nhân dân phường An Hòa thông báo để các tổ chức, cá nhân được biết và thực hiện./."),
    };
    paper.recipients = {"Các tổ dân phố;", "Cổng thông tin điện tử phường;", "Lưu: VT."};
    return paper;
}

Paper minutes(Dice& dice) {
    Paper paper;
    issued_by_committee(paper, dice);
    paper.kind = Kind::minutes;
    paper.symbol = "BB-UBND";
    paper.title = "BIÊN BẢN";
    paper.abstract = {"Họp xét duyệt hồ sơ trợ giúp xã hội", "của Hội đồng xét duyệt phường An Hòa"};
    const std::string host = person(dice);
    const std::string clerk = person(dice);
    paper.body = {
        plain(fmt::format("Thời gian bắt đầu: 08 giờ 30 phút, ngày {}.", short_date(day_of_2026(dice)))),
        plain("Địa điểm: Phòng họp số 2, trụ sở Ủy ban nhân dân phường An Hòa."),
        plain(fmt::format("Chủ trì: Ông (bà) {}, Phó Chủ tịch Ủy ban nhân dân phường, Chủ tịch Hội đồng.", host)),
        plain(fmt::format("Thư ký: Ông (bà) {}, công chức Phòng Văn hóa - Xã hội.", clerk)),
        plain("Nội dung (theo diễn biến cuộc họp):"),
        plain(fmt::format("1. Thư ký Hội đồng trình bày {} hồ sơ đề nghị hưởng trợ cấp xã hội hằng tháng, trong đó có "
                          "{} hồ sơ người khuyết tật nặng và {} hồ sơ người cao tuổi không có người phụng dưỡng.",
                          dice.between(12, 19), two_digits(dice.between(4, 7)), two_digits(dice.between(5, 9)))),
        plain("2. Các thành viên thảo luận từng hồ sơ, đối chiếu với kết quả xác minh tại tổ dân phố; hồ sơ thiếu giấy "
              "tờ được đề nghị bổ sung trong thời hạn 05 ngày làm việc."),
        plain("3. Kết luận: Hội đồng thống nhất 100% ý kiến thông qua các hồ sơ đủ điều kiện, niêm yết công khai kết "
              "quả trong 07 ngày và trình Chủ tịch Ủy ban nhân dân phường quyết định."),
        plain(
            "Cuộc họp kết thúc vào 10 giờ 45 phút cùng ngày; biên bản đã được đọc lại cho các thành viên cùng nghe và "
            "nhất trí thông qua./."),
    };
    paper.signatures = {{{"THƯ KÝ"}, "", clerk, ""}, {{"CHỦ TRÌ"}, "", host, committee_seal}};
    return paper;
}

Paper contract(Dice& dice) {
    Paper paper;
    paper.kind = Kind::contract;
    paper.office_head = false;
    paper.title = "HỢP ĐỒNG";
    paper.abstract = {"Thuê nhà ở"};
    paper.date = day_of_2026(dice);
    const std::string owner = person(dice);
    const std::string tenant = person(dice);
    paper.body = {
        plain(fmt::format("Hôm nay, ngày {}, tại nhà số {}, ngõ 15, đường Bờ Sông, phường An Hòa, chúng tôi gồm có:",
                          short_date(paper.date), dice.between(2, 98))),
        entry("Bên cho thuê (Bên A):", owner),
        plain(fmt::format("Sinh năm {}; số định danh cá nhân 001{}; nơi thường trú: tổ dân phố số {}, phường An Hòa.",
                          dice.between(1960, 1989), dice.between(100000000, 999999999), dice.between(1, 11))),
        entry("Bên thuê (Bên B):", tenant),
        plain(fmt::format("Sinh năm {}; số định danh cá nhân 036{}; nơi thường trú: xã Hải Bình, tỉnh Ninh Bình.",
                          dice.between(1985, 2003), dice.between(100000000, 999999999))),
        article(1,
                fmt::format("Bên A cho Bên B thuê căn nhà nêu trên có diện tích sử dụng {} m2 để ở; thời hạn thuê là "
                            "{} tháng kể từ ngày bàn giao nhà.",
                            dice.between(32, 88), dice.between(1, 3) * 12)),
        article(2, fmt::format("Giá thuê là {}.{}00.000 đồng một tháng, trả bằng chuyển khoản trước ngày 05 hằng "
                               "tháng; tiền điện, nước do Bên B trả theo chỉ số công tơ.",
                               dice.between(4, 9), dice.between(1, 9))),
        article(3,
                "Bên A có trách nhiệm bàn giao nhà đúng hiện trạng, bảo đảm quyền sử dụng ổn định của Bên B trong "
                "thời hạn thuê và sửa chữa hư hỏng không do lỗi của Bên B."),
        article(4,
                "Bên B có trách nhiệm sử dụng nhà đúng mục đích, giữ gìn tài sản, trả đủ tiền thuê đúng hạn và đăng "
                "ký tạm trú theo quy định của pháp luật."),
        article(5,
                "Khi một bên muốn chấm dứt hợp đồng trước thời hạn thì phải báo trước cho bên kia bằng văn bản ít "
                "nhất 30 ngày; bên chấm dứt trái thỏa thuận phải bồi thường một tháng tiền thuê nhà."),
        article(6,
                "Bên B đã giao cho Bên A khoản tiền đặt cọc bằng một tháng tiền thuê; khoản tiền này được trả lại "
                "khi hết hạn hợp đồng sau khi trừ các chi phí sửa chữa do lỗi của Bên B, nếu có."),
        article(7,
                "Mọi tranh chấp phát sinh được hai bên thương lượng trên tinh thần tôn trọng lẫn nhau; trường hợp "
                "không thương lượng được thì yêu cầu Tòa án nhân dân có thẩm quyền giải quyết."),
        article(8,
                "Hai bên đã đọc, hiểu rõ quyền, nghĩa vụ của mình và tự nguyện ký tên dưới đây. Hợp đồng lập thành "
                "03 bản có giá trị như nhau, mỗi bên giữ một bản, một bản lưu tại nơi chứng thực."),
    };
    paper.signatures = {{{"BÊN A"}, "(Ký, ghi rõ họ tên)", owner, ""}, {{"BÊN B"}, "(Ký, ghi rõ họ tên)", tenant, ""}};
    return paper;
}

Paper birth_certificate(Dice& dice) {
    Paper paper;
    issued_by_committee(paper, dice);
    paper.kind = Kind::birth_certificate;
    paper.symbol = "";
    paper.title = "GIẤY KHAI SINH";
    paper.abstract = {"(BẢN SAO)"};
    const bool boy = dice.chance(50);
    paper.body = {
        entry("Họ, chữ đệm, tên:", boy ? man(dice) : woman(dice)),
        entry("Ngày, tháng, năm sinh:", short_date(day_of_2026(dice))),
        entry("Giới tính:", boy ? "Nam" : "Nữ"),
        entry("Dân tộc:", "Kinh"),
        entry("Quốc tịch:", "Việt Nam"),
        entry("Nơi sinh:", "Bệnh viện Phụ sản An Hòa, thành phố Hà Nội"),
        entry("Quê quán:", "Phường An Hòa, thành phố Hà Nội"),
        entry("Số định danh cá nhân:", fmt::format("001{}", dice.between(100000000, 999999999))),
        entry("Họ, chữ đệm, tên người mẹ:", woman(dice)),
        entry("Năm sinh:", fmt::format("{}", dice.between(1985, 2002))),
        entry("Nơi cư trú:", fmt::format("Tổ dân phố số {}, phường An Hòa", dice.between(1, 11))),
        entry("Họ, chữ đệm, tên người cha:", man(dice)),
        entry("Năm sinh:", fmt::format("{}", dice.between(1983, 2000))),
        entry("Nơi cư trú:", fmt::format("Tổ dân phố số {}, phường An Hòa", dice.between(1, 11))),
        entry("Nơi đăng ký khai sinh:", "Ủy ban nhân dân phường An Hòa"),
        entry("Ngày, tháng, năm đăng ký:", short_date(day_of_2026(dice))),
    };
    paper.signatures = {{{"NGƯỜI KÝ TRÍCH LỤC"}, "(Ký, ghi rõ họ tên, đóng dấu)", person(dice), committee_seal}};
    return paper;
}

Paper diploma(Dice& dice) {
    Paper paper;
    paper.kind = Kind::diploma;
    paper.office_head = false;
    paper.date = day_of_2026(dice);
    paper.body = {
        centred("HIỆU TRƯỞNG", 16, true, 24),
        centred("TRƯỜNG CAO ĐẲNG KỸ THUẬT AN HÒA", 16, true, 4),
        centred("cấp", 14, false, 8),
        centred("BẰNG TỐT NGHIỆP CAO ĐẲNG", 24, true, 16),
        centred("Ngành: Công nghệ thông tin", 16, true, 10),
        entry("Cho:", person(dice)),
        entry("Ngày sinh:", short_date(Date{std::chrono::year(dice.between(1996, 2004)), std::chrono::month(5),
                                            std::chrono::day(static_cast<unsigned>(dice.between(1, 28)))})),
        entry("Năm tốt nghiệp:", "2026"),
        entry("Xếp loại tốt nghiệp:", dice.chance(50) ? "Khá" : "Giỏi"),
        entry("Hình thức đào tạo:", "Chính quy"),
        entry("Số hiệu:", fmt::format("B {}", dice.between(100000, 999999))),
        entry("Số vào sổ gốc cấp bằng:", fmt::format("{}/2026", dice.between(100, 999))),
    };
    paper.body[5].gap = 26;
    paper.signatures = {{{"HIỆU TRƯỞNG"}, "", person(dice), "TRƯỜNG CAO ĐẲNG KỸ THUẬT AN HÒA"}};
    return paper;
}

Paper words_of(Kind kind, Dice& dice) {
    switch (kind) {
        case Kind::decision: return decision(dice);
        case Kind::letter: return letter(dice);
        case Kind::notice: return notice(dice);
        case Kind::minutes: return minutes(dice);
        case Kind::contract: return contract(dice);
        case Kind::birth_certificate: return birth_certificate(dice);
        case Kind::diploma: break;
    }
    return diploma(dice);
}

}  // namespace

std::string_view text(Kind kind) {
    return std::ranges::find(kind_names, kind, &std::pair<Kind, std::string_view>::first)->second;
}

std::optional<Kind> parse_kind(std::string_view text) {
    const auto found = std::ranges::find(kind_names, text, &std::pair<Kind, std::string_view>::second);
    if (found == kind_names.end()) return std::nullopt;
    return found->first;
}

Paper write_paper(Kind kind, Dice& dice) {
    Paper paper = words_of(kind, dice);
    if (!paper.office_head) return paper;
    paper.date = day_of_2026(dice);
    paper.number = two_digits(dice.between(1, 380));
    return paper;
}

}  // namespace trien::papers
