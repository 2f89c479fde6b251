// SPDX-License-Identifier: Apache-2.0
// trien-papers: scanned papers of an invented ward, with the truth about each, for trying and testing the reader.
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "engine/base/error.hpp"
#include "engine/base/file.hpp"
#include "examples/papers/sample.hpp"

namespace trien::papers {
namespace {

constexpr const char* usage =
    "trien-papers --seed N --count N --out DIR [--kind KIND] [--degrade HOW] [--format FORMAT] [--handwritten yes|no]\n"
    "  KIND    quyet-dinh cong-van thong-bao bien-ban hop-dong khai-sinh bang-tot-nghiep\n"
    "  HOW     clean skew noise blur faded jpeg photocopy fax rotated stained coarse blank duplicate\n"
    "  FORMAT  pdf jpeg png tiff\n"
    "Without --kind and --degrade the papers take turns; the last of a mixed dozen is a duplicate of the one before.\n";

constexpr std::string_view duplicate = "duplicate";

Error misuse(const std::string& option) {
    return Error(Fault::usage, "papers.option", {"", 0, 0, option},
                 {"Tham số không hợp lệ hoặc còn thiếu", "the option is missing or not valid"},
                 {"Xem cách dùng", "see the usage"});
}

using Options = std::map<std::string, std::string>;

Options parse_options(const std::vector<std::string>& arguments) {
    static const std::vector<std::string> known = {"--seed",    "--count",  "--out",        "--kind",
                                                   "--degrade", "--format", "--handwritten"};
    Options options;
    for (std::size_t i = 0; i < arguments.size(); i += 2) {
        const bool valid = std::ranges::find(known, arguments[i]) != known.end() && i + 1 < arguments.size();
        if (!valid) throw misuse(arguments[i]);
        options[arguments[i]] = arguments[i + 1];
    }
    return options;
}

std::uint64_t number_of(const Options& options, const std::string& name) {
    const auto found = options.find(name);
    if (found == options.end()) throw misuse(name);
    std::uint64_t value = 0;
    const char* end = found->second.data() + found->second.size();
    const auto [stop, fault] = std::from_chars(found->second.data(), end, value);
    if (fault != std::errc() || stop != end) throw misuse(name);
    return value;
}

/// The option's value through its parser; nothing when it was not given.
template <class Value>
std::optional<Value> choice(const Options& options,
                            const std::string& name,
                            std::optional<Value> (*parse)(std::string_view)) {
    const auto found = options.find(name);
    if (found == options.end()) return std::nullopt;
    const std::optional<Value> value = parse(found->second);
    if (!value) throw misuse(name);
    return value;
}

std::optional<bool> parse_yes(std::string_view text) {
    if (text == "yes") return true;
    if (text == "no") return false;
    return std::nullopt;
}

/// How the next paper of a series is scanned: the name of a degradation, or "duplicate".
std::string degradation_at(const Options& options, std::uint64_t index) {
    static const std::string series[] = {"clean", "skew",  "noise",   "rotated", "photocopy", "fax",
                                         "faded", "blank", "stained", "coarse",  "jpeg",      std::string(duplicate)};
    const auto found = options.find("--degrade");
    return found == options.end() ? series[index % std::size(series)] : found->second;
}

Request request_at(const Options& options, std::uint64_t index, const std::string& degradation) {
    constexpr std::uint64_t kinds = 7;
    Request request;
    request.seed = number_of(options, "--seed") + index;
    request.kind = choice(options, "--kind", parse_kind).value_or(static_cast<Kind>(index % kinds));
    const auto parsed = parse_degradation(degradation);
    if (!parsed) throw misuse("--degrade");
    request.degradation = *parsed;
    request.format = choice(options, "--format", parse_format).value_or(usual_format(*parsed));
    request.handwritten = choice(options, "--handwritten", parse_yes).value_or(index % 3 == 1);
    return request;
}

void run(const std::vector<std::string>& arguments) {
    const Options options = parse_options(arguments);
    const auto out = options.find("--out");
    if (out == options.end()) throw misuse("--out");
    const std::filesystem::path folder = out->second;
    std::filesystem::create_directories(folder);
    const std::uint64_t count = number_of(options, "--count");
    std::optional<Sample> last;
    std::string kind;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::string degradation = degradation_at(options, i);
        if (degradation != duplicate || !last) {
            const Request request = request_at(options, i, degradation == duplicate ? "clean" : degradation);
            last = make_sample(request);
            kind = text(request.kind);
        }
        const std::string name = fmt::format("{:03}-{}-{}", i + 1, kind, degradation);
        write_file(folder / fmt::format("{}.{}", name, last->extension), last->bytes);
        write_file(folder / (name + ".truth.json"), last->truth);
        fmt::print("{}.{}\n", name, last->extension);
    }
}

}  // namespace
}  // namespace trien::papers

int main(int argc, char** argv) {
    try {
        trien::papers::run({argv + 1, argv + argc});
        return 0;
    } catch (const trien::Error& e) {
        fmt::print(stderr, "{}: {}\n{}", e.place().text(), e.cause().vi, trien::papers::usage);
        return e.fault() == trien::Fault::usage ? 2 : 3;
    } catch (const std::exception& e) {
        fmt::print(stderr, "{}\n", e.what());
        return 3;
    }
}
