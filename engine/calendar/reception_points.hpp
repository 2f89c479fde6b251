// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/digest.hpp"
#include "engine/base/message.hpp"
#include "engine/calendar/office_hours.hpp"

namespace trien::calendar {

/// A place where matters are handed in (điểm tiếp nhận), with the hours that differ there.
struct ReceptionPoint {
    std::string id;
    Message name;
    WeeklyTable office_hours;     ///< working time, laid over the national hours
    WeeklyTable reception_hours;  ///< when matters are taken in, where that is not the working time
};

/// The reception points of one office: the file the office keeps itself, beside the national calendar it does not
/// touch.
struct ReceptionPoints {
    std::string calendar;  ///< id of the national calendar
    Date effective_from{};
    std::string standard;  ///< id of the point that counts where none is named
    std::vector<ReceptionPoint> points;
    Digest digest;     ///< SHA-256 of the file's bytes
    std::string file;  ///< for error places

    /// @throws Error(Fault::input) naming file and member.
    static ReceptionPoints load(const std::filesystem::path& file);
    /// @param name  stands for the file in error places.
    static ReceptionPoints parse(std::string_view json, const std::string& name);

    /// Null for an unknown point.
    [[nodiscard]] const ReceptionPoint* point(std::string_view id) const;
};

}  // namespace trien::calendar
