// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/base/strong.hpp"

namespace trien {

/// Who: a natural person on the office's list ("an.nguyen").
using PersonId = Strong<struct PersonIdTag>;
/// A unit of the organisation: ward, office, service point.
using UnitId = Strong<struct UnitIdTag>;
/// A role a step asks for ("reception", "justice-clerk", "chair", "records-clerk").
using RoleId = Strong<struct RoleIdTag>;
/// The dossier code (mã hồ sơ).
using DossierId = Strong<struct DossierIdTag>;
/// One task of one dossier: "<dossier>/<step>/<round>".
using TaskId = Strong<struct TaskIdTag>;
/// A BPMN element id within one procedure.
using ElementId = Strong<struct ElementIdTag>;
/// A written instrument of authority: its number and symbol ("12/QĐ-UBND").
using InstrumentId = Strong<struct InstrumentIdTag>;
/// A numbered book ("SCT/BS").
using RegisterCode = Strong<struct RegisterCodeTag>;
/// An act that needs authority: the national procedure code ("2.000815") or an internal act code.
using ActCode = Strong<struct ActCodeTag>;
/// Chosen by the caller, unique for ever: the same id twice is the same command.
using CommandId = Strong<struct CommandIdTag>;

}  // namespace trien
