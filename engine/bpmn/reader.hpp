// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/bpmn/model.hpp"
#include "engine/bpmn/xml.hpp"

namespace trien::bpmn {

/// A schema for extensions, checked together with those of the OMG.
struct Schema {
    std::string name;        ///< for messages: "iso-procedure.xsd"
    std::string_view bytes;  ///< outlives the reader
};

/// The tree when the bytes are well-formed and valid, and what is wrong when not.
struct XmlResult {
    std::optional<XmlElement> root;
    Findings findings;
};

/// One file: the tree is the file itself, and what is written back; `definitions` is what the tree means.
struct File {
    XmlElement xml;
    Definitions definitions;
};

/// The file when no finding is an error, and every finding in the order of the file.
struct ReadResult {
    std::optional<File> file;
    Findings findings;
};

/// Reads BPMN 2.0.1 files of anybody's making.
///
/// A file is hostile until proven otherwise: at most 4 MiB, 20 000 elements and 100 levels, no DOCTYPE, no entity but
/// the five of XML, no schema location followed, nothing fetched. It must be valid by the OMG schemas and the further
/// ones; other extensions pass. Then its references must lead somewhere (BPMN-010, BPMN-011). Whether it can be
/// executed is another question: see profile.hpp.
///
/// Safe to call from several threads at once; they take turns. Making a reader compiles the schemas (some 30 ms).
class Reader {
  public:
    explicit Reader(const std::vector<Schema>& further = {});
    ~Reader();
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    /// The tree alone. BPMN-001 … BPMN-006. Never throws for what the bytes hold.
    /// @param name  stands for the file in places.
    [[nodiscard]] XmlResult read_xml(std::string_view bytes, const std::string& name) const;

    /// The tree and its meaning.
    [[nodiscard]] ReadResult read(std::string_view bytes, const std::string& name) const;

  private:
    class Grammars;
    std::unique_ptr<Grammars> grammars_;
};

/// What a valid tree means. To be called again after an edit.
[[nodiscard]] Definitions interpret(const XmlElement& root, const std::string& file);

/// The references of a valid tree that lead nowhere (BPMN-010) or to another kind of element (BPMN-011): warnings
/// in pictures and remarks, else errors.
[[nodiscard]] Findings check_references(const XmlElement& root, const std::string& file);

}  // namespace trien::bpmn
