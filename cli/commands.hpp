// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/console.hpp"
#include "cli/office.hpp"

// Every command: its options as main.cpp fills them, and the function that runs it. One source file a command.
namespace trien::cli {

/// Where a new office keeps its journal.
struct StoreOptions {
    std::string connection;  ///< of the owner, postgresql://…; empty: in the office's folder
    std::string role;        ///< what the office works as
};
/// @throws Error(Fault::usage) where the connection string holds a password, which everybody on the machine could see.
void require_without_password(const StoreOptions& options);

struct InitOptions {
    std::string folder;
    bool demo = false;
    std::string module;  ///< SoftHSM's PKCS#11 module; empty: looked for where Debian puts it
    std::string pin_file;
    StoreOptions store;
};
ExitCode run_init(const InitOptions& options, const Console& console);

struct ProcedureOptions {
    OfficeOptions office;  ///< of issue
    std::string verb;      ///< lint, show, issue, render, handbook, diff or svg
    std::vector<std::string> files;
    std::string output;  ///< of render, diff and svg; of svg empty: standard output, of diff: no picture
    std::string role;    ///< of handbook
    std::vector<std::string> highlighted;
    std::size_t diagram = 1;
    std::string organisation;  ///< of lint: file of the office; empty: none
    std::string on;            ///< of lint: today; empty: from the first day in force
};
ExitCode run_procedure(const ProcedureOptions& options, const Console& console);

struct OcrOptions {
    std::string input;
    std::string output;
    std::string text;
    std::string words;
    std::string fields;
};
ExitCode run_ocr(const OcrOptions& options, const Console& console);

struct IngestOptions {
    OfficeOptions office;
    std::vector<std::string> paths;
    std::string batch;
    unsigned workers = 0;
};
ExitCode run_ingest(const IngestOptions& options, const Console& console);

struct DossierOptions {
    OfficeOptions office;
    std::string verb;
    std::string id;
    std::string procedure;
    std::string requester;
    std::string identity;
    std::string original;
    std::string title;
    std::int64_t pages = 0;
    std::int64_t sheets = 0;
    std::int64_t copies = 1;
    std::vector<std::string> gaps;  ///< of supplement
    std::string again;              ///< of supplement
    std::int32_t amount = 0;        ///< of extend
    std::string unit;               ///< of extend
    std::string agreement;          ///< of extend
    std::string reason;             ///< of stop
    std::string message;            ///< of send
    std::vector<std::string> variables;
    std::string incident;  ///< of retry
};
ExitCode run_dossier(const DossierOptions& options, const Console& console);

struct TaskOptions {
    OfficeOptions office;
    std::string verb;  ///< list, claim, release, assign, approve, return, refuse or complete
    std::string task;
    std::string to;                      ///< of assign
    std::vector<std::string> variables;  ///< of approve and complete
    std::string signed_file;             ///< of approve and complete
    std::string sealed_file;             ///< of complete
    std::string reason;
    std::string ground;
};
ExitCode run_task(const TaskOptions& options, const Console& console);

struct DelegationOptions {
    OfficeOptions office;
    std::string verb;  ///< grant, revoke, list or check
    std::string number;
    std::vector<std::string> delegates;
    std::vector<std::string> acts;
    std::vector<std::string> exclusions;
    std::string from;
    std::string to;
    std::string sealed_by;
    KeyOptions key;
    KeyOptions seal_key;
    std::string revocation;
    std::string effective;
    std::string reason;
    std::string person;
    std::string act;
    std::string at;
};
ExitCode run_delegation(const DelegationOptions& options, const Console& console);

struct CertifyOptions {
    OfficeOptions office;
    std::string verb;  ///< copy or seal
    std::string dossier;
    KeyOptions key;
};
ExitCode run_certify(const CertifyOptions& options, const Console& console);

struct RegisterOptions {
    OfficeOptions office;
    std::string code;
    int year = 0;
};
ExitCode run_register(const RegisterOptions& options, const Console& console);

struct SignOptions {
    std::string input;
    std::string output;
    std::string trust;
    std::string reason;
    KeyOptions key;
};
ExitCode run_sign(const SignOptions& options, const Console& console);

struct VerifyOptions {
    OfficeOptions office;
    std::vector<std::string> files;
    std::string trust;
};
ExitCode run_verify(const VerifyOptions& options, const Console& console);

struct JournalOptions {
    OfficeOptions office;
    std::string verb;  ///< verify, checkpoint, prove, witness-request or cosign
    std::vector<std::string> witnessed;
    std::int64_t index = -1;
    std::string dossier;
    std::string log;        ///< a folder of tiles to prove from, without an instance
    std::int64_t old = -1;  ///< the size the witness signed last; -1: not said
    std::string input;
    std::string output;
};
ExitCode run_journal(const JournalOptions& options, const Console& console);

struct WitnessOptions {
    std::string verb;  ///< init, add-log or cosign
    std::string folder;
    std::string name;
    std::string key;
    std::string request;
    std::string output;
};
ExitCode run_witness(const WitnessOptions& options, const Console& console);

struct BackupOptions {
    OfficeOptions office;
    std::string folder;
};
ExitCode run_backup(const BackupOptions& options, const Console& console);

struct RestoreOptions {
    std::string backup;
    std::string folder;
    bool verify_only = false;
    StoreOptions store;
};
ExitCode run_restore(const RestoreOptions& options, const Console& console);

struct PersonalOptions {
    OfficeOptions office;
    std::string verb;  ///< request, destroy or list
    std::string dossier;
    std::string ground;
    std::string retention;
};
ExitCode run_personal(const PersonalOptions& options, const Console& console);

struct JournalStampOptions {
    OfficeOptions office;
    std::string url;  ///< of the time-stamping authority; empty: as trien.json says
    bool force = false;
};
ExitCode run_journal_stamp(const JournalStampOptions& options, const Console& console);

struct WorkerOptions {
    OfficeOptions office;
    bool once = false;
};
ExitCode run_worker(const WorkerOptions& options, const Console& console);

}  // namespace trien::cli
