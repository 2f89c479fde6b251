// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "engine/app/engine.hpp"
#include "engine/sign/secret.hpp"

namespace trien::app {

/// A PIN or pass phrase; wiped from memory when it goes.
using Pin = sign::Secret;

/// Asks for the PIN when the key is opened, not before.
using ReadPin = std::function<Pin()>;

/// Where a person's or unit's key lies by trien.json; file paths are taken from the instance's folder.
/// @throws Error(Fault::input) "key.unknown" when the instance knows no key of that holder.
[[nodiscard]] KeyLocation key_of(const Instance& instance, const std::string& holder);

/// Opens the key when called.
[[nodiscard]] OpenKey key_opener(const KeyLocation& location, const ReadPin& read_pin);

}  // namespace trien::app
