// SPDX-License-Identifier: Apache-2.0
#include "ocr/batch.hpp"

#include <algorithm>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/base/file.hpp"
#include "engine/base/text.hpp"
#include "ocr/detail/batch_state.hpp"
#include "ocr/detail/page_reader.hpp"
#include "ocr/searchable_pdf.hpp"

namespace trien::ocr {

namespace fs = std::filesystem;

namespace {

Failure failure_of(const Error& e) {
    return {e.code(), e.place().text(), e.cause(), e.mend()};
}

/// Libraries' own exceptions: the paper is at fault, not the batch.
Failure failure_of(const std::exception& e, const std::string& file) {
    return {"ocr.unreadable",
            file,
            {"Không đọc được tệp này", e.what()},
            {"Quét lại hoặc chép lại tệp", "scan it again or copy the file again"}};
}

// ---- What there is to read ------------------------------------------------------------------------------------------

/// Files by name, in order.
using Files = std::map<std::string, fs::path>;

void add_file(Files& files, const std::string& name, const fs::path& path) {
    if (files.emplace(name, path).second) return;
    throw Error(Fault::usage, "ocr.same-name", {path.string(), 0, 0, ""},
                {"Hai tệp vào trùng tên nên sẽ ghi đè kết quả của nhau",
                 "two of the inputs have the same name and would overwrite each other's results"},
                {"Đổi tên một tệp hoặc chạy thành hai đợt", "rename one of them or read them in two batches"});
}

bool is_scan_by_name(const fs::path& path) {
    static const std::set<std::string> endings = {".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"};
    return endings.contains(fold(path.extension().string()));
}

/// Output may lie within the folder that is read; its files are not papers.
bool lies_in(const fs::path& path, const fs::path& folder) {
    const fs::path relative = fs::weakly_canonical(path).lexically_relative(fs::weakly_canonical(folder));
    return !relative.empty() && *relative.begin() != "..";
}

Files files_of(const Batch& batch, std::vector<std::string>& ignored) {
    Files files;
    for (const fs::path& input : batch.inputs) {
        if (!fs::is_directory(input)) {
            add_file(files, input.filename().string(), input);
            continue;
        }
        for (const auto& entry : fs::recursive_directory_iterator(input)) {
            if (!entry.is_regular_file() || lies_in(entry.path(), batch.output)) continue;
            const std::string name = entry.path().lexically_relative(input).generic_string();
            is_scan_by_name(entry.path()) ? add_file(files, name, entry.path()) : ignored.push_back(name);
        }
    }
    std::ranges::sort(ignored);
    if (!files.empty()) return files;
    throw Error(Fault::usage, "ocr.nothing-to-read", {}, {"Không có tệp nào để đọc", "there is no file to read"},
                {"Nêu tệp hoặc thư mục chứa bản quét", "name files, or a folder of scans"});
}

std::string without_extension(const std::string& name) {
    return fs::path(name).replace_extension().generic_string();
}

/// One file to read.
struct Entry {
    FileResult result;  ///< name, output and digest are set
    fs::path path;
};

/// One file while its pages are read. Guarded by the run's lock, but for the pages, each written by one thread.
struct Job {
    Entry entry;
    std::unique_ptr<PageSource> source;
    std::vector<Page> pages;
    int taken = 0;
    int unread = 0;
    std::optional<Failure> failure;
    int failed_page = 0;
};

struct Task {
    std::shared_ptr<Job> job;
    int page = 0;
};

// ---- The run --------------------------------------------------------------------------------------------------------

class BatchRun {
  public:
    BatchRun(const Batch& batch, const Settings& settings)
        : batch_(batch), settings_(settings), state_(batch.output, settings.digest) {}

    BatchReport run() {
        list_entries();
        progress_.files = entries_.size() + results_.size();
        progress_.files_done = results_.size();
        if (!entries_.empty()) work_with(worker_count(batch_.workers, most_workers));
        if (fault_) std::rethrow_exception(fault_);
        report_.stopped = results_.size() < progress_.files;
        if (!report_.stopped) state_.compact(results_);
        for (auto& [name, result] : results_) report_.files.push_back(std::move(result));
        return std::move(report_);
    }

  private:
    static constexpr std::size_t most_workers = 256;

    void list_entries() {
        const Files files = files_of(batch_, report_.ignored);
        std::map<std::string, int> stems;
        for (const auto& [name, path] : files) ++stems[without_extension(name)];
        for (const auto& [name, path] : files) {
            Entry entry{{}, path};
            entry.result.name = name;
            entry.result.source = path;
            entry.result.output = stems.at(without_extension(name)) == 1 ? without_extension(name) : name;
            list_entry(std::move(entry));
        }
    }

    void list_entry(Entry entry) {
        try {
            entry.result.digest = sha256(read_file(entry.path, settings_.limits.file_bytes));
        } catch (const Error& e) {
            entry.result.failure = failure_of(e);
            entries_.push_back(std::move(entry));
            return;
        }
        const auto [first, is_first] = first_names_.emplace(entry.result.digest, entry.result.name);
        if (!is_first) {
            entry.result.verdict = Verdict::duplicate;
            entry.result.duplicate_of = first->second;
        } else if (const FileResult* done =
                       state_.finished(entry.result.name, entry.result.output, entry.result.digest)) {
            ++report_.skipped;
            results_.emplace(entry.result.name, *done).first->second.source = entry.path;
            return;
        }
        entries_.push_back(std::move(entry));
    }

    void work_with(unsigned workers) {
        std::vector<std::jthread> threads;
        for (unsigned i = 0; i < workers; ++i) threads.emplace_back([this] { work(); });
    }

    /// One worker's life. What escapes here stops the batch: no recogniser, no room on the disk.
    void work() {
        try {
            PageReader reader(settings_);
            while (const std::optional<Task> task = take()) {
                read(reader, *task);
                if (is_last(*task)) finish(*task->job);
            }
        } catch (...) {
            const std::scoped_lock lock(mutex_);
            if (!fault_) fault_ = std::current_exception();
        }
    }

    /// The next page in order of files and pages; nothing when all are taken or the run is to stop.
    std::optional<Task> take() {
        const std::scoped_lock lock(mutex_);
        while (!fault_ && !batch_.stop.stop_requested()) {
            if (job_ && job_->taken < job_->source->size()) return Task{job_, ++job_->taken};
            if (next_ == entries_.size()) break;
            open(std::move(entries_[next_++]));
        }
        return std::nullopt;
    }

    /// Makes the file the current job, or settles it at once when there is nothing to read in it.
    void open(Entry entry) {
        job_.reset();
        if (entry.result.verdict == Verdict::duplicate || entry.result.failure) return settle(std::move(entry.result));
        try {
            auto source = open_pages(entry.path, settings_.limits);
            const int pages = source->size();
            job_ = std::make_shared<Job>();
            job_->source = std::move(source);
            job_->pages.resize(static_cast<std::size_t>(pages));
            job_->unread = pages;
            job_->entry = std::move(entry);
        } catch (const Error& e) {
            entry.result.failure = failure_of(e);
            settle(std::move(entry.result));
        }
    }

    void read(PageReader& reader, const Task& task) {
        const std::string file = task.job->entry.path.string();
        try {
            task.job->pages[static_cast<std::size_t>(task.page - 1)] = reader.read(*task.job->source, file, task.page);
        } catch (const Error& e) {
            fail(task, failure_of(e));
        } catch (const std::exception& e) {
            fail(task, failure_of(e, file));
        }
    }

    /// The pages not yet taken are left; those before this one are, so the first bad page is always the one named.
    void fail(const Task& task, Failure failure) {
        const std::scoped_lock lock(mutex_);
        Job& job = *task.job;
        job.unread -= job.source->size() - job.taken;
        job.taken = job.source->size();
        if (job.failure && job.failed_page < task.page) return;
        job.failure = std::move(failure);
        job.failed_page = task.page;
    }

    bool is_last(const Task& task) {
        const std::scoped_lock lock(mutex_);
        ++progress_.pages_done;
        tell(task.job->entry.result.name, task.page, task.job->source->size());
        return --task.job->unread == 0;
    }

    void finish(Job& job) {
        FileResult result = job.entry.result;
        result.pages = job.source->size();
        result.failure = job.failure;
        if (!result.failure) write(job, result);
        const std::scoped_lock lock(mutex_);
        settle(std::move(result));
    }

    void write(Job& job, FileResult& result) const {
        const Document document = assemble(job.entry.path, job.source->digest(), std::move(job.pages), settings_);
        const std::string pdf = searchable_pdf(document, *job.source);
        const fs::path stem = batch_.output / result.output;
        fs::create_directories(stem.parent_path());
        write_file(stem.string() + ".txt", document.text());
        write_file(stem.string() + ".words.json", canonical(words_json(document)));
        write_file(stem.string() + ".fields.json", canonical(fields_json(document)));
        write_file(stem.string() + ".pdf", pdf);
        result.verdict = document.verdict;
        result.blank_pages = document.blank_pages();
        result.words = document.words();
        result.doubtful_words = document.doubtful_words(settings_.doubtful_confidence);
        for (const auto& [name, member] : field_names()) {
            const Field& field = document.fields.*member;
            result.fields[std::string(name)] = {field.value, field.certainty};
        }
    }

    /// Under the lock.
    void settle(FileResult result) {
        state_.record(result);
        ++progress_.files_done;
        tell(result.name, 0, result.pages);
        results_.insert_or_assign(result.name, std::move(result));
    }

    /// Under the lock, so that the caller hears one thing at a time.
    void tell(const std::string& file, int page, int pages) {
        if (!batch_.on_progress) return;
        progress_.file = file;
        progress_.page = page;
        progress_.pages = pages;
        batch_.on_progress(progress_);
    }

    const Batch& batch_;
    const Settings& settings_;
    BatchState state_;
    std::map<Digest, std::string> first_names_;
    std::vector<Entry> entries_;

    std::mutex mutex_;  ///< guards all below once the workers run
    std::size_t next_ = 0;
    std::shared_ptr<Job> job_;
    std::map<std::string, FileResult> results_;
    Progress progress_;
    BatchReport report_;
    std::exception_ptr fault_;
};

}  // namespace

BatchReport run_batch(const Batch& batch, const Settings& settings) {
    return BatchRun(batch, settings).run();
}

}  // namespace trien::ocr
