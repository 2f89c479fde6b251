// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/detail/pkcs11.hpp"

#include <array>
#include <utility>

#include <dlfcn.h>
#include <fmt/format.h>

namespace trien::sign {

namespace {

Error no_module(const std::filesystem::path& path, const std::string& detail) {
    return Error(Fault::environment, "sign.pkcs11-module", {path.string(), 0, 0, ""},
                 {fmt::format("Không dùng được trình điều khiển thiết bị ký ({})", detail),
                  fmt::format("the token's driver cannot be used ({})", detail)},
                 {"Cài trình điều khiển PKCS#11 của nhà cung cấp và ghi đúng đường dẫn module-path",
                  "install the vendor's PKCS#11 driver and name it in module-path"});
}

Error absent() {
    return Error(Fault::external, "sign.token-absent", {}, {"Không thấy thiết bị ký", "the signing token is not there"},
                 {"Cắm thiết bị ký rồi thử lại", "plug in the token and try again"});
}

Error locked() {
    return Error(
        Fault::denied, "sign.pin-locked", {},
        {"Thiết bị ký đã bị khoá vì nhập sai mã PIN quá nhiều lần", "the token is locked after too many wrong PINs"},
        {"Liên hệ nhà cung cấp hoặc người quản trị để mở khoá", "ask the vendor or administrator to unlock it"});
}

Message tries_left(CK_FLAGS flags) {
    if ((flags & CKF_USER_PIN_FINAL_TRY) != 0) {
        return {"Sai mã PIN; chỉ còn một lần thử trước khi thiết bị bị khoá",
                "wrong PIN; one try is left before the token locks"};
    }
    if ((flags & CKF_USER_PIN_COUNT_LOW) != 0) {
        return {"Sai mã PIN; thiết bị báo số lần thử còn lại không nhiều",
                "wrong PIN; the token says few tries are left"};
    }
    return {"Sai mã PIN của thiết bị ký", "the PIN of the token is wrong"};
}

CK_FUNCTION_LIST* functions_of(const std::filesystem::path& path) {
    // Never closed again: drivers leave exit handlers behind that would run in unloaded code.
    void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) {
        const char* reason = dlerror();
        throw no_module(path, reason == nullptr ? "dlopen" : reason);
    }
    const auto get_functions = reinterpret_cast<CK_C_GetFunctionList>(dlsym(library, "C_GetFunctionList"));
    CK_FUNCTION_LIST* functions = nullptr;
    if (get_functions == nullptr || get_functions(&functions) != CKR_OK || functions == nullptr) {
        throw no_module(path, "C_GetFunctionList");
    }
    return functions;
}

}  // namespace

Error token_error(CK_RV code, const char* call) {
    switch (code) {
        case CKR_PIN_INCORRECT:
        case CKR_PIN_INVALID:
        case CKR_PIN_LEN_RANGE: return wrong_pin(0);
        case CKR_PIN_LOCKED: return locked();
        case CKR_TOKEN_NOT_PRESENT:
        case CKR_DEVICE_REMOVED:
        case CKR_SLOT_ID_INVALID:
        case CKR_TOKEN_NOT_RECOGNIZED: return absent();
        default: break;
    }
    return Error(Fault::external, "sign.token", {},
                 {fmt::format("Thiết bị ký báo lỗi 0x{:x} khi gọi {}", code, call),
                  fmt::format("the token answered 0x{:x} to {}", code, call)},
                 {"Rút và cắm lại thiết bị ký rồi thử lại", "unplug the token, plug it in and try again"});
}

void check_token(CK_RV code, const char* call) {
    if (code != CKR_OK) throw token_error(code, call);
}

Error wrong_pin(CK_FLAGS token_flags) {
    if ((token_flags & CKF_USER_PIN_LOCKED) != 0) return locked();
    return Error(Fault::denied, "sign.pin", {}, tries_left(token_flags), {"Nhập lại mã PIN", "enter the PIN again"});
}

std::shared_ptr<TokenModule> TokenModule::open(const std::filesystem::path& path) {
    // The standard makes initialisation a matter of the process, not of the caller; so is this table.
    static std::mutex mutex;
    static std::map<std::string, std::weak_ptr<TokenModule>> open_modules;
    const std::scoped_lock lock(mutex);
    std::weak_ptr<TokenModule>& known = open_modules[path.string()];
    if (auto module = known.lock()) return module;
    auto module = std::make_shared<TokenModule>(path);
    known = module;
    return module;
}

TokenModule::TokenModule(const std::filesystem::path& path) : functions_(functions_of(path)) {
    CK_C_INITIALIZE_ARGS arguments{};
    arguments.flags = CKF_OS_LOCKING_OK;
    const CK_RV code = functions_->C_Initialize(&arguments);
    if (code == CKR_CRYPTOKI_ALREADY_INITIALIZED) return;
    if (code != CKR_OK) throw no_module(path, fmt::format("C_Initialize 0x{:x}", code));
    finalise_ = true;
}

TokenModule::~TokenModule() {
    if (finalise_) functions_->C_Finalize(nullptr);
}

std::vector<CK_SLOT_ID> TokenModule::slots() const {
    CK_ULONG count = 0;
    check_token(functions_->C_GetSlotList(CK_TRUE, nullptr, &count), "C_GetSlotList");
    std::vector<CK_SLOT_ID> slots(count);
    check_token(functions_->C_GetSlotList(CK_TRUE, slots.data(), &count), "C_GetSlotList");
    slots.resize(count);
    return slots;
}

std::optional<CK_TOKEN_INFO> TokenModule::token(CK_SLOT_ID slot) const {
    CK_TOKEN_INFO info{};
    if (functions_->C_GetTokenInfo(slot, &info) != CKR_OK) return std::nullopt;
    return info;
}

std::string label_of(const CK_TOKEN_INFO& token) {
    std::string label(reinterpret_cast<const char*>(token.label), sizeof token.label);
    label.erase(label.find_last_not_of(' ') + 1);
    return label;
}

TokenSession::TokenSession(std::shared_ptr<TokenModule> module, CK_SLOT_ID slot, CK_FLAGS flags)
    : module_(std::move(module)), slot_(slot) {
    check_token(call().C_OpenSession(slot, CKF_SERIAL_SESSION | flags, nullptr, nullptr, &handle_), "C_OpenSession");
}

TokenSession::~TokenSession() {
    // The last session's end logs out as well.
    call().C_CloseSession(handle_);
}

void TokenSession::log_in(CK_USER_TYPE user, const Secret& pin) {
    const auto before = module_->token(slot_);
    if (user == CKU_USER && before && (before->flags & CKF_USER_PIN_LOCKED) != 0) throw locked();
    const CK_RV code = call().C_Login(handle_, user, unconst(pin.view()), pin.size());
    if (code != CKR_PIN_INCORRECT) return check_token(code, "C_Login");
    const auto after = module_->token(slot_);
    throw wrong_pin(after && user == CKU_USER ? after->flags : 0);
}

std::vector<CK_OBJECT_HANDLE> TokenSession::find(const std::vector<CK_ATTRIBUTE>& attributes) const {
    std::vector<CK_ATTRIBUTE> wanted = attributes;
    check_token(call().C_FindObjectsInit(handle_, wanted.data(), wanted.size()), "C_FindObjectsInit");
    std::vector<CK_OBJECT_HANDLE> objects(64);
    CK_ULONG count = 0;
    const CK_RV code = call().C_FindObjects(handle_, objects.data(), objects.size(), &count);
    call().C_FindObjectsFinal(handle_);
    check_token(code, "C_FindObjects");
    objects.resize(count);
    return objects;
}

std::optional<std::string> TokenSession::attribute(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const {
    // A fixed buffer: some drivers mishandle the question for the size alone.
    std::array<char, 16384> buffer{};
    CK_ATTRIBUTE wanted{type, buffer.data(), buffer.size()};
    if (call().C_GetAttributeValue(handle_, object, &wanted, 1) != CKR_OK) return std::nullopt;
    if (wanted.ulValueLen > buffer.size()) return std::nullopt;
    return std::string(buffer.data(), wanted.ulValueLen);
}

}  // namespace trien::sign
