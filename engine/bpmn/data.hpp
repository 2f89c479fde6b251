// SPDX-License-Identifier: Apache-2.0
// Items, data and resources of BPMN 2.0.1 (8.3.12, 10.3.1, 10.4).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/bpmn/element.hpp"

namespace trien::bpmn {

/// The type of an item: information or physical.
struct ItemDefinition : Element {
    QName structure;  ///< structureRef, such as xsd:string
    bool is_collection = false;
    bool is_physical = false;
};

/// A data object, a data object or store reference, a property, a data input or output: something that holds an item.
struct DataElement : Element {
    enum class Kind : std::uint8_t {
        data_object,
        data_object_reference,
        data_store,
        data_store_reference,
        property,
        data_input,
        data_output,
    };
    Kind kind = Kind::data_object;
    QName item;         ///< itemSubjectRef
    QName refers_to;    ///< dataObjectRef, dataStoreRef
    std::string state;  ///< dataState's name
    bool is_collection = false;
};

/// One set of an ioSpecification: the ids of what it holds.
struct DataSet : Element {
    std::vector<std::string> members;
    std::vector<std::string> optional;
    std::vector<std::string> while_executing;
};

/// ioSpecification of an activity or process, and the data of an event, which has no sets.
struct DataInterface : Element {
    std::vector<DataElement> inputs;
    std::vector<DataElement> outputs;
    std::vector<DataSet> input_sets;
    std::vector<DataSet> output_sets;
};

struct Assignment : Element {
    Expression from;
    Expression to;
};

/// dataInputAssociation or dataOutputAssociation.
struct DataAssociation : Element {
    bool is_input = true;
    std::vector<std::string> sources;  ///< ids
    std::string target;                ///< id
    std::optional<Expression> transformation;
    std::vector<Assignment> assignments;
};

struct ResourceParameterBinding {
    QName parameter;
    Expression value;
};

/// Who does an activity or answers for a process: by reference with parameters, or by expression.
struct ResourceRole : Element {
    enum class Kind : std::uint8_t { resource_role, performer, human_performer, potential_owner };
    Kind kind = Kind::resource_role;
    QName resource;
    std::vector<ResourceParameterBinding> bindings;
    std::optional<Expression> assignment;  ///< resourceAssignmentExpression
};

struct ResourceParameter : Element {
    QName type;
    bool is_required = false;
};

struct Resource : Element {
    std::vector<ResourceParameter> parameters;
};

}  // namespace trien::bpmn
