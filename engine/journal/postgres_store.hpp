// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "engine/journal/store.hpp"

namespace trien::journal {

/// How to open a journal in a PostgreSQL database.
struct PostgresOptions {
    std::chrono::milliseconds patience{5000};  ///< how long to wait for another writer
};

/// Makes a new, empty journal in the connection's current schema, which must be empty.
/// @param owner_connection  as libpq takes it, "host=… dbname=…" or "postgresql://…", for a role that may create
/// tables.
/// @param service_role      an existing role that may then write and read the journal but not change it, and shall be
///                          the one the program works as.
/// @returns  the store as the owner sees it.
/// @throws Error(Fault::nothing_to_do) "journal.exists" if there is a journal; Error(Fault::input) "journal.foreign" if
///         there is something else, "journal.role" if the service role is the owner itself.
[[nodiscard]] std::unique_ptr<Store> create_postgres_store(const std::string& owner_connection,
                                                           const std::string& service_role,
                                                           PostgresOptions options = {});

/// Opens the journal in the connection's current schema. As the owner, also brings its tables to this program's
/// version.
///
/// When the connection is lost, the call that notices throws Error(Fault::retry); the next one connects again.
/// @throws Error(Fault::environment) "journal.missing" where there is none, "journal.older" where the owner has to
///         upgrade it first, "journal.newer" where a newer program wrote it, "journal.server" where no server answers;
///         Error(Fault::input) "journal.foreign" where the schema holds something else.
[[nodiscard]] std::unique_ptr<Store> open_postgres_store(const std::string& connection, PostgresOptions options = {});

}  // namespace trien::journal
