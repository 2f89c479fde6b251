// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace trien::journal {

/// True if a connection string carries a password, which has its place in ~/.pgpass or in the file PGPASSFILE names.
/// @param connection  as libpq takes it: "host=… dbname=…" or "postgresql://…".
/// @throws Error(Fault::input) "journal.connection-string" if it is not that.
[[nodiscard]] bool holds_password(const std::string& connection);

/// The same server and database for another role, as "postgresql:///?…"; without a password.
/// @throws Error as above.
[[nodiscard]] std::string connection_as(const std::string& connection, const std::string& role);

}  // namespace trien::journal
