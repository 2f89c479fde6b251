// SPDX-License-Identifier: Apache-2.0
// The only user of CLI11: turns words into the option structs of commands.hpp.
#include <exception>
#include <functional>
#include <iostream>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"

namespace trien::cli {
namespace {

/// What the chosen command will do, set while the words are read.
using Run = std::function<ExitCode(const Console&)>;

struct Globals {
    std::string language;
    bool json = false;
};

void add_office(CLI::App& app, OfficeOptions& options, bool writes) {
    app.add_option("--instance", options.instance,
                   "Thư mục của đơn vị (mặc định: TRIEN_INSTANCE hoặc thư mục hiện tại)");
    app.add_option("--as", options.person, "Mã người làm việc này");
    if (writes) app.add_option("--command-id", options.command_id, "Mã lệnh: cùng mã thì chỉ làm một lần");
}

void add_key(CLI::App& app, KeyOptions& options, const std::string& prefix = "") {
    app.add_option("--" + prefix + "p12", options.p12, "Tệp khóa PKCS#12");
    app.add_option("--" + prefix + "pkcs11", options.pkcs11, "URI của khóa trên thiết bị (RFC 7512)");
    app.add_option("--" + prefix + "pin-file", options.pin_file, "Đọc mã PIN từ dòng đầu của tệp");
    app.add_option("--" + prefix + "pin-fd", options.pin_fd, "Đọc mã PIN từ mô tả tệp này");
}

/// One verb of a command with verbs: its own options, and what to run.
template <class Options>
CLI::App* verb(CLI::App& command,
               const std::string& name,
               const std::string& description,
               const std::shared_ptr<Options>& options,
               Run& run,
               ExitCode (*function)(const Options&, const Console&)) {
    CLI::App* sub = command.add_subcommand(name, description);
    sub->callback([options, name, &run, function] {
        options->verb = name;
        run = [options, function](const Console& console) { return function(*options, console); };
    });
    return sub;
}

void add_store(CLI::App& app, StoreOptions& options) {
    auto* store =
        app.add_option("--store", options.connection, "Nhật ký ở PostgreSQL: postgresql://… của tài khoản chủ sở hữu");
    app.add_option("--store-role", options.role, "Tài khoản PostgreSQL mà đơn vị dùng hằng ngày")->needs(store);
    store->needs("--store-role");
}

void add_init(CLI::App& app, Run& run) {
    const auto options = std::make_shared<InitOptions>();
    CLI::App* command = app.add_subcommand("init", "Lập một đơn vị mới");
    command->add_option("DIR", options->folder)->required();
    command->add_flag("--demo", options->demo, "Đơn vị mẫu: phường hư cấu, khóa và CA mẫu");
    command->add_option("--module", options->module, "Mô-đun PKCS#11 của SoftHSM");
    command->add_option("--pin-file", options->pin_file, "Mã PIN của các khóa mẫu");
    add_store(*command, options->store);
    command->callback([options, &run] { run = [options](const Console& c) { return run_init(*options, c); }; });
}

void add_procedure(CLI::App& app, Run& run) {
    const auto options = std::make_shared<ProcedureOptions>();
    CLI::App* command = app.add_subcommand("procedure", "Quy trình ISO")->require_subcommand(1);
    CLI::App* lint = verb(*command, "lint", "Kiểm tra quy trình trước khi ban hành", options, run, run_procedure);
    lint->add_option("FILE", options->files)->required();
    lint->add_option("--organisation", options->organisation, "Tệp tổ chức bộ máy: kiểm tra cả người thực hiện");
    lint->add_option("--on", options->on, "Ngày kiểm tra, ví dụ 2026-11-23");
    verb(*command, "show", "In quy trình", options, run, run_procedure)->add_option("FILE", options->files)->required();
    CLI::App* issue = verb(*command, "issue", "Ban hành quy trình đã qua kiểm tra", options, run, run_procedure);
    add_office(*issue, options->office, true);
    issue->add_option("FILE", options->files)->required();
    CLI::App* print =
        verb(*command, "render", "In quy trình thành tài liệu kiểm soát (PDF)", options, run, run_procedure);
    print->add_option("FILE", options->files)->required()->expected(1);
    print->add_option("-o,--output", options->output, "Tệp PDF")->required();
    CLI::App* handbook =
        verb(*command, "handbook", "Sổ tay của một vai trò qua các quy trình", options, run, run_procedure);
    handbook->add_option("ROLE", options->role, "Mã vai trò trong roles.json, ví dụ reception")->required();
    handbook->add_option("FILE", options->files)->required();
    CLI::App* diff = verb(*command, "diff", "Hai lần ban hành khác nhau chỗ nào", options, run, run_procedure);
    diff->add_option("BEFORE AFTER", options->files)->required()->expected(2);
    diff->add_option("--svg", options->output, "Vẽ bản sau, tô đậm phần tử đã đổi");
    CLI::App* svg = verb(*command, "svg", "Vẽ sơ đồ quy trình (SVG)", options, run, run_procedure);
    svg->add_option("FILE", options->files)->required()->expected(1);
    svg->add_option("-o,--output", options->output, "Ghi vào tệp thay vì đầu ra chuẩn");
    svg->add_option("--highlight", options->highlighted, "Id các phần tử cần tô đậm");
    svg->add_option("--diagram", options->diagram, "Sơ đồ thứ mấy của tệp, từ 1");
}

void add_ocr(CLI::App& app, Run& run) {
    const auto options = std::make_shared<OcrOptions>();
    CLI::App* command = app.add_subcommand("ocr", "Đọc một tệp quét thành PDF tìm kiếm được");
    command->add_option("IN", options->input)->required();
    command->add_option("OUT", options->output)->required();
    command->add_option("--text", options->text, "Ghi văn bản");
    command->add_option("--words", options->words, "Ghi các từ, vị trí, độ tin cậy (JSON)");
    command->add_option("--fields", options->fields, "Ghi các trường đọc được (JSON)");
    command->callback([options, &run] { run = [options](const Console& c) { return run_ocr(*options, c); }; });
}

void add_ingest(CLI::App& app, Run& run) {
    const auto options = std::make_shared<IngestOptions>();
    CLI::App* command = app.add_subcommand("ingest", "Số hóa cả lô giấy tờ; chạy lại thì làm tiếp");
    add_office(*command, options->office, false);
    command->add_option("PATH", options->paths)->required();
    command->add_option("--batch", options->batch, "Tên lô");
    command->add_option("--workers", options->workers, "Số luồng xử lý");
    command->callback([options, &run] { run = [options](const Console& c) { return run_ingest(*options, c); }; });
}

void add_dossier(CLI::App& app, Run& run) {
    const auto options = std::make_shared<DossierOptions>();
    CLI::App* command = app.add_subcommand("dossier", "Hồ sơ")->require_subcommand(1);
    CLI::App* open = verb(*command, "open", "Tiếp nhận hồ sơ", options, run, run_dossier);
    add_office(*open, options->office, true);
    open->add_option("--procedure", options->procedure, "Mã thủ tục, ví dụ 2.000815, hoặc mã quy trình")->required();
    open->add_option("--requester", options->requester, "Họ tên người yêu cầu")->required();
    open->add_option("--identity", options->identity, "Giấy tờ tùy thân");
    open->add_option("--original", options->original, "Bản quét của bản chính")->required();
    open->add_option("--title", options->title, "Tên của bản chính")->required();
    open->add_option("--pages", options->pages, "Số trang")->required();
    open->add_option("--sheets", options->sheets, "Số tờ")->required();
    open->add_option("--copies", options->copies, "Số bản sao");
    CLI::App* show = verb(*command, "show", "Xem một hồ sơ", options, run, run_dossier);
    add_office(*show, options->office, false);
    show->add_option("DOSSIER", options->id)->required();
    add_office(*verb(*command, "list", "Danh sách hồ sơ", options, run, run_dossier), options->office, false);
    add_office(*verb(*command, "stuck", "Hồ sơ không ai xử lý tiếp được, và vì sao", options, run, run_dossier),
               options->office, false);
    add_office(*verb(*command, "replan", "Tính lại hạn theo lịch làm việc mới", options, run, run_dossier),
               options->office, true);
    const auto on_case = [&](const char* name, const char* description) {
        CLI::App* sub = verb(*command, name, description, options, run, run_dossier);
        add_office(*sub, options->office, true);
        sub->add_option("DOSSIER", options->id)->required();
        return sub;
    };
    CLI::App* supplement = on_case("supplement", "Yêu cầu bổ sung; thời hạn tạm dừng");
    supplement->add_option("--gap", options->gaps, "Giấy tờ, nội dung còn thiếu; nêu tất cả trong một lần")->required();
    supplement->add_option("--again", options->again, "Lý do yêu cầu thêm lần nữa");
    on_case("supplied", "Đã nhận bổ sung");
    CLI::App* extend = on_case("extend", "Gia hạn");
    extend->add_option("--by", options->amount, "Thêm bao nhiêu")->required();
    extend->add_option("--unit", options->unit, "workingHour, halfDay, workingDay, calendarDay")->required();
    extend->add_option("--agreement", options->agreement, "Văn bản thỏa thuận");
    on_case("stop", "Dừng giải quyết")->add_option("--reason", options->reason, "Lý do")->required();
    CLI::App* send = on_case("send", "Báo cho hồ sơ một thông điệp mà quy trình đang chờ");
    send->add_option("MESSAGE", options->message)->required();
    send->add_option("--set", options->variables, "Biến=giá trị FEEL");
    on_case("retry", "Thử lại một sự cố")->add_option("INCIDENT", options->incident)->required();
}

void add_task(CLI::App& app, Run& run) {
    const auto options = std::make_shared<TaskOptions>();
    CLI::App* command = app.add_subcommand("task", "Công việc")->require_subcommand(1);
    add_office(*verb(*command, "list", "Việc đang mở (--as: của tôi)", options, run, run_task), options->office, false);
    for (const auto& [name, description] :
         {std::pair{"claim", "Nhận việc"}, std::pair{"release", "Nhả việc"}, std::pair{"approve", "Duyệt"},
          std::pair{"return", "Trả lại, nêu lý do"}, std::pair{"refuse", "Từ chối, nêu căn cứ"},
          std::pair{"complete", "Hoàn thành"}}) {
        CLI::App* sub = verb(*command, name, description, options, run, run_task);
        add_office(*sub, options->office, true);
        sub->add_option("TASK", options->task)->required();
        sub->add_option("--reason", options->reason, "Lý do");
        sub->add_option("--ground", options->ground, "Mã căn cứ từ chối, ví dụ R22.2");
        sub->add_option("--signed", options->signed_file, "Văn bản PDF đã ký số, cho bước ký");
        sub->add_option("--sealed", options->sealed_file, "Văn bản PDF đã đóng dấu số, cho bước đóng dấu");
        sub->add_option("--set", options->variables, "Trả lời của bước: biến=giá trị FEEL, ví dụ verification=true");
    }
    CLI::App* assign = verb(*command, "assign", "Giao việc cho người khác cùng vai trò", options, run, run_task);
    add_office(*assign, options->office, true);
    assign->add_option("TASK", options->task)->required();
    assign->add_option("PERSON", options->to)->required();
}

void add_delegation(CLI::App& app, Run& run) {
    const auto options = std::make_shared<DelegationOptions>();
    CLI::App* command = app.add_subcommand("delegation", "Ủy quyền")->require_subcommand(1);
    CLI::App* grant = verb(*command, "grant", "Ký ban hành văn bản ủy quyền", options, run, run_delegation);
    add_office(*grant, options->office, true);
    grant->add_option("--number", options->number, "Số, ký hiệu: 12/QĐ-UBND")->required();
    grant->add_option("--delegate", options->delegates, "Người được ủy quyền");
    grant->add_option("--act", options->acts, "Mã thủ tục được ủy quyền");
    grant->add_option("--exclude", options->exclusions, "Mã thủ tục loại trừ");
    grant->add_option("--from", options->from, "Từ ngày")->required();
    grant->add_option("--to", options->to, "Đến hết ngày")->required();
    grant->add_option("--sealed-by", options->sealed_by, "Văn thư đóng dấu")->required();
    add_key(*grant, options->key);
    add_key(*grant, options->seal_key, "seal-");
    CLI::App* revoke = verb(*command, "revoke", "Thu hồi", options, run, run_delegation);
    add_office(*revoke, options->office, true);
    revoke->add_option("NUMBER", options->number)->required();
    revoke->add_option("--decision", options->revocation, "Số quyết định thu hồi")->required();
    revoke->add_option("--effective", options->effective, "Thời điểm có hiệu lực (mặc định: ngay)");
    revoke->add_option("--reason", options->reason, "Lý do");
    add_office(*verb(*command, "list", "Danh sách văn bản ủy quyền", options, run, run_delegation), options->office,
               false);
    CLI::App* check = verb(*command, "check", "Ai được làm gì, lúc nào, tư cách gì", options, run, run_delegation);
    add_office(*check, options->office, false);
    check->add_option("PERSON", options->person)->required();
    check->add_option("ACT", options->act)->required();
    check->add_option("AT-TIME", options->at)->required();
}

void add_certify(CLI::App& app, Run& run) {
    const auto options = std::make_shared<CertifyOptions>();
    CLI::App* command = app.add_subcommand("certify", "Chứng thực")->require_subcommand(1);
    for (const auto& [name, description] :
         {std::pair{"copy", "Cấp số, ký chứng thực bản sao"}, std::pair{"seal", "Đóng dấu số, phát hành"}}) {
        CLI::App* sub = verb(*command, name, description, options, run, run_certify);
        add_office(*sub, options->office, true);
        add_key(*sub, options->key);
        sub->add_option("DOSSIER", options->dossier)->required();
    }
}

void add_register(CLI::App& app, Run& run) {
    const auto options = std::make_shared<RegisterOptions>();
    CLI::App* command = app.add_subcommand("register", "Sổ chứng thực")->require_subcommand(1);
    CLI::App* show = command->add_subcommand("show", "Xem sổ");
    add_office(*show, options->office, false);
    show->add_option("REGISTER", options->code, "Ký hiệu sổ, ví dụ SCT/BS")->required();
    show->add_option("--year", options->year, "Năm (mặc định: năm nay)");
    show->callback([options, &run] { run = [options](const Console& c) { return run_register(*options, c); }; });
}

void add_sign(CLI::App& app, Run& run) {
    const auto options = std::make_shared<SignOptions>();
    CLI::App* command = app.add_subcommand("sign", "Ký số một PDF có ô chữ ký");
    command->add_option("IN", options->input)->required();
    command->add_option("OUT", options->output)->required();
    command->add_option("--trust", options->trust, "Thư mục CA tin cậy")->required();
    command->add_option("--reason", options->reason, "Lý do ký");
    add_key(*command, options->key);
    command->callback([options, &run] { run = [options](const Console& c) { return run_sign(*options, c); }; });
}

void add_verify(CLI::App& app, Run& run) {
    const auto options = std::make_shared<VerifyOptions>();
    CLI::App* command = app.add_subcommand("verify", "Kiểm tra PDF: nguyên vẹn? ai ký, thẩm quyền gì? có trong sổ?");
    add_office(*command, options->office, false);
    command->add_option("FILE", options->files)->required();
    command->add_option("--trust", options->trust, "Thư mục CA và khóa nhật ký tin cậy, khi không có đơn vị");
    command->callback([options, &run] { run = [options](const Console& c) { return run_verify(*options, c); }; });
}

void add_journal_stamp(CLI::App& journal, Run& run) {
    const auto options = std::make_shared<JournalStampOptions>();
    CLI::App* sub = journal.add_subcommand("stamp", "Đóng dấu thời gian lên điểm kiểm mới nhất, khi đến hạn");
    add_office(*sub, options->office, false);
    sub->add_option("--url", options->url, "Địa chỉ của tổ chức cấp dấu thời gian (mặc định: trong trien.json)");
    sub->add_flag("--force", options->force, "Đóng dấu cả khi chưa đến hạn");
    sub->callback([options, &run] { run = [options](const Console& c) { return run_journal_stamp(*options, c); }; });
}

void add_journal(CLI::App& app, Run& run) {
    const auto options = std::make_shared<JournalOptions>();
    CLI::App* command = app.add_subcommand("journal", "Nhật ký")->require_subcommand(1);
    CLI::App* verify = verb(*command, "verify", "Kiểm tra toàn bộ nhật ký", options, run, run_journal);
    add_office(*verify, options->office, false);
    verify->add_option("--witnessed", options->witnessed,
                       "Điểm kiểm giữ ở nơi khác, hoặc witness.json của nhân chứng; lặp lại được");
    add_office(*verb(*command, "checkpoint", "Ký điểm kiểm, công bố vào thư mục log/", options, run, run_journal),
               options->office, false);
    CLI::App* prove =
        verb(*command, "prove", "Xuất bằng chứng của một bản ghi hoặc một hồ sơ", options, run, run_journal);
    add_office(*prove, options->office, false);
    prove->add_option("INDEX", options->index, "Số thứ tự của bản ghi, từ 0");
    prove->add_option("--dossier", options->dossier, "Mã hồ sơ: chứng minh toàn bộ lịch sử của hồ sơ");
    prove->add_option("--log", options->log, "Lấy từ thư mục log/ đã công bố, không cần đơn vị");
    prove->add_option("--out", options->output, "Ghi vào tệp");
    CLI::App* request = verb(*command, "witness-request", "Lập yêu cầu gửi nhân chứng", options, run, run_journal);
    add_office(*request, options->office, false);
    request->add_option("--old", options->old, "Cỡ mà nhân chứng đã ký lần trước (mặc định: lần nhận gần nhất)");
    request->add_option("--out", options->output, "Ghi vào tệp");
    CLI::App* cosign = verb(*command, "cosign", "Nhận dòng chữ ký của nhân chứng", options, run, run_journal);
    add_office(*cosign, options->office, false);
    cosign->add_option("LINE-FILE", options->input)->required();
    add_office(*verb(*command, "rebuild", "Lập lại các bảng tra cứu từ nhật ký", options, run, run_journal),
               options->office, false);
    add_journal_stamp(*command, run);
}

void add_witness(CLI::App& app, Run& run) {
    const auto options = std::make_shared<WitnessOptions>();
    CLI::App* command = app.add_subcommand("witness", "Làm nhân chứng cho nhật ký của nơi khác")->require_subcommand(1);
    CLI::App* init = verb(*command, "init", "Lập nhân chứng, tạo khóa", options, run, run_witness);
    init->add_option("DIR", options->folder)->required();
    init->add_option("--name", options->name, "Tên, ví dụ thanh-tra.gov.vn/nhan-chung")->required();
    CLI::App* add_log = verb(*command, "add-log", "Theo dõi một nhật ký", options, run, run_witness);
    add_log->add_option("DIR", options->folder)->required();
    add_log->add_option("VERIFIER-KEY", options->key, "Dòng trong journal.pub của đơn vị")->required();
    CLI::App* cosign = verb(*command, "cosign", "Đồng ký điểm kiểm nếu nối tiếp lần trước", options, run, run_witness);
    cosign->add_option("DIR", options->folder)->required();
    cosign->add_option("REQUEST", options->request)->required();
    cosign->add_option("--out", options->output, "Ghi vào tệp");
}

void add_backup(CLI::App& app, Run& run) {
    const auto options = std::make_shared<BackupOptions>();
    CLI::App* command = app.add_subcommand("backup", "Sao lưu đơn vị đang chạy vào một thư mục mới, rồi tự kiểm tra");
    add_office(*command, options->office, false);
    command->add_option("DIR", options->folder)->required();
    command->callback([options, &run] { run = [options](const Console& c) { return run_backup(*options, c); }; });
}

void add_restore(CLI::App& app, Run& run) {
    const auto options = std::make_shared<RestoreOptions>();
    CLI::App* command = app.add_subcommand("restore", "Kiểm tra một bản sao lưu và lập lại đơn vị từ đó");
    command->add_option("BACKUP", options->backup)->required();
    auto* into = command->add_option("DIR", options->folder, "Thư mục mới của đơn vị");
    command->add_flag("--verify-only", options->verify_only, "Chỉ kiểm tra, không lập gì")->excludes(into);
    add_store(*command, options->store);
    command->callback([options, &run] { run = [options](const Console& c) { return run_restore(*options, c); }; });
}

void add_personal(CLI::App& app, Run& run) {
    const auto options = std::make_shared<PersonalOptions>();
    CLI::App* command = app.add_subcommand("personal", "Hủy dữ liệu cá nhân: một người đề nghị, người khác quyết định")
                            ->require_subcommand(1);
    CLI::App* request = verb(*command, "request", "Đề nghị hủy, nêu căn cứ", options, run, run_personal);
    add_office(*request, options->office, true);
    request->add_option("DOSSIER", options->dossier)->required();
    request->add_option("--ground", options->ground, "Mã căn cứ, ví dụ H14.3")->required();
    request->add_option("--retention", options->retention, "Thời hạn bảo quản đã áp dụng");
    CLI::App* destroy = verb(*command, "destroy", "Quyết định hủy, không khôi phục được", options, run, run_personal);
    add_office(*destroy, options->office, true);
    destroy->add_option("DOSSIER", options->dossier)->required();
    add_office(*verb(*command, "list", "Đã đề nghị và đã hủy", options, run, run_personal), options->office, false);
}

void add_worker(CLI::App& app, Run& run) {
    const auto options = std::make_shared<WorkerOptions>();
    CLI::App* command = app.add_subcommand("worker", "Làm việc đến hạn theo giờ: hồ sơ quá hạn");
    add_office(*command, options->office, false);
    command->add_flag("--once", options->once, "Chỉ làm những việc đã đến hạn rồi dừng");
    command->callback([options, &run] { run = [options](const Console& c) { return run_worker(*options, c); }; });
}

int main_of(int argc, char** argv) {
    CLI::App app("Triện: quy trình ISO, số hóa, phê duyệt và chứng thực cho phường, xã");
    app.set_version_flag("--version", "trien 0.1.0");
    app.require_subcommand(1);
    app.fallthrough();
    Globals globals;
    app.add_option("--lang", globals.language, "vi hoặc en (mặc định: theo hệ thống)");
    app.add_flag("--json", globals.json, "Trả dữ liệu JSON");
    Run run;
    add_init(app, run);
    add_procedure(app, run);
    add_ocr(app, run);
    add_ingest(app, run);
    add_dossier(app, run);
    add_task(app, run);
    add_delegation(app, run);
    add_certify(app, run);
    add_register(app, run);
    add_sign(app, run);
    add_verify(app, run);
    add_journal(app, run);
    add_witness(app, run);
    add_backup(app, run);
    add_restore(app, run);
    add_personal(app, run);
    add_worker(app, run);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const int code = app.exit(error);
        return code == 0 ? 0 : static_cast<int>(ExitCode::usage);
    }
    const Console console(globals.language, globals.json);
    try {
        return static_cast<int>(run(console));
    } catch (const Error& error) {
        return static_cast<int>(console.report(error));
    }
}

}  // namespace
}  // namespace trien::cli

int main(int argc, char** argv) {
    try {
        return trien::cli::main_of(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "trien: " << error.what() << '\n';
        return static_cast<int>(trien::cli::ExitCode::environment);
    }
}
