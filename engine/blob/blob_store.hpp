// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "engine/base/digest.hpp"
#include "engine/base/error.hpp"

namespace trien::blob {

/// Files under the name of their SHA-256, in `<folder>/ab/cdef…`: the same bytes lie there once, and nothing that has a
/// name ever changes. Several processes may use one folder at once.
class BlobStore {
  public:
    /// The folder is made when first needed.
    explicit BlobStore(std::filesystem::path folder);

    /// Stores the bytes; durable when it returns. A damaged copy that is there already is replaced.
    /// @throws Error(Fault::environment) "blob.unwritable"
    Digest put(std::string_view bytes);
    /// Stores a file of any size, read in pieces.
    /// @throws Error(Fault::input) "blob.unreadable" naming the file.
    Digest put_file(const std::filesystem::path& path);

    /// The bytes, checked against the name on the way.
    /// @throws Error(Fault::corrupt) "blob.missing" or "blob.altered" naming the file.
    [[nodiscard]] std::string get(const Digest& digest) const;
    /// True if there is such a file; does not look inside.
    [[nodiscard]] bool contains(const Digest& digest) const;
    /// Where the blob lies, or would lie.
    [[nodiscard]] std::filesystem::path path_of(const Digest& digest) const;

    /// Fixity of one blob: reads it in pieces.
    /// @throws Error(Fault::corrupt) as get().
    void check(const Digest& digest) const;
    /// Fixity of all blobs: "blob.altered" for changed content, "blob.unreadable", "blob.foreign" (a warning) for what
    /// is no blob, such as what a killed process left behind.
    [[nodiscard]] Findings check_all() const;

  private:
    [[nodiscard]] bool holds(const Digest& digest) const;
    void check_place(const std::filesystem::path& path, Findings& findings) const;

    std::filesystem::path folder_;
};

}  // namespace trien::blob
