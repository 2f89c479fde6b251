// SPDX-License-Identifier: Apache-2.0
// The symbols of BPMN 2.0.1 as SVG paths in the square from -1 to 1 (tables 7.1, 10.2, 10.93).
#pragma once

#include <string_view>

namespace trien::bpmn::detail::icons {

// Events.
inline constexpr std::string_view envelope = "M-1 -.7H1V.7H-1Z";
inline constexpr std::string_view envelope_flap = "M-1 -.7L0 .1L1 -.7";
inline constexpr std::string_view clock =
    "M1 0A1 1 0 1 1 -1 0A1 1 0 1 1 1 0ZM0 -1V-.75M0 1V.75M-1 0H-.75M1 0H.75M.5 -.87L.38 -.65M.87 -.5L.65 -.38"
    "M.87 .5L.65 .38M.5 .87L.38 .65M-.5 .87L-.38 .65M-.87 .5L-.65 .38M-.87 -.5L-.65 -.38M-.5 -.87L-.38 -.65"
    "M.15 -.6L0 0H.5";
inline constexpr std::string_view triangle = "M0 -.95L1 .8H-1Z";
inline constexpr std::string_view lightning = "M-1 .85L-.4 -.8L.3 .15L1 -.9L.42 .8L-.3 -.2Z";
inline constexpr std::string_view arrowhead_up = "M0 -1L.8 .95L0 .15L-.8 .95Z";
inline constexpr std::string_view rewind = "M0 -.7V.7L-1 0ZM1 -.7V.7L0 0Z";
inline constexpr std::string_view sheet = "M-.8 -1H.8V1H-.8ZM-.5 -.6H.5M-.5 -.2H.5M-.5 .2H.5M-.5 .6H.5";
inline constexpr std::string_view block_arrow = "M-1 -.35H.25V-.8L1 0L.25 .8V.35H-1Z";
inline constexpr std::string_view cross =
    "M-.95 -.65L-.65 -.95L0 -.3L.65 -.95L.95 -.65L.3 0L.95 .65L.65 .95L0 .3L-.65 .95L-.95 .65L-.3 0Z";
inline constexpr std::string_view disc = "M1 0A1 1 0 1 1 -1 0A1 1 0 1 1 1 0Z";
inline constexpr std::string_view pentagon = "M0 -.95L.95 -.22L.6 .85H-.6L-.95 -.22Z";
inline constexpr std::string_view plus = "M-.25 -.95H.25V-.25H.95V.25H.25V.95H-.25V.25H-.95V-.25H-.25Z";
inline constexpr std::string_view asterisk = "M0 -1V1M-1 0H1M-.7 -.7L.7 .7M-.7 .7L.7 -.7";

// Tasks.
inline constexpr std::string_view person =
    "M-1 1C-1 .3 -.7 0 -.35 -.08A.55 .55 0 1 1 .35 -.08C.7 0 1 .3 1 1ZM-.5 1V.6M.5 1V.6M-.35 -.08L0 .2L.35 -.08";
inline constexpr std::string_view hand =
    "M-1 0L-.35 -.8H.25Q.45 -.65 .25 -.5H-.15H.85Q1 -.37 .85 -.22H.15H.92Q1.07 -.07 .92 .08H.15H.85Q1 .23 .85 .38"
    "H.15H.65Q.8 .53 .65 .68H-.6L-1 .4Z";
inline constexpr std::string_view gear =
    "M-.19 -.7L-.17 -.97L.17 -.97L.19 -.7L.36 -.62L.57 -.8L.8 -.57L.62 -.36L.7 -.19L.97 -.17L.97 .17L.7 .19L.62 .36"
    "L.8 .57L.57 .8L.36 .62L.19 .7L.17 .97L-.17 .97L-.19 .7L-.36 .62L-.57 .8L-.8 .57L-.62 .36L-.7 .19L-.97 .17"
    "L-.97 -.17L-.7 -.19L-.62 -.36L-.8 -.57L-.57 -.8L-.36 -.62ZM.33 0A.33 .33 0 1 1 -.33 0A.33 .33 0 1 1 .33 0Z";
inline constexpr std::string_view scroll =
    "M-.45 -1H.9C.2 -.45 1 .3 .4 1H-.95C-.25 .35 -1 -.4 -.45 -1ZM-.4 -.55H.35M-.35 -.1H.4M-.2 .3H.55M-.35 .65H.35";
inline constexpr std::string_view table = "M-1 -.75H1V.75H-1ZM-1 .22H1M-.4 -.3V.75";
inline constexpr std::string_view table_head = "M-1 -.75H1V-.3H-1Z";

// Markers of activities.
inline constexpr std::string_view loop = "M-.1 .9A.85 .85 0 1 0 -.6 .65M-.6 .65L-1 .75M-.6 .65L-.6 .15";
inline constexpr std::string_view three_columns = "M-.6 -.8V.8M0 -.8V.8M.6 -.8V.8";
inline constexpr std::string_view three_rows = "M-.8 -.6H.8M-.8 0H.8M-.8 .6H.8";
inline constexpr std::string_view wave = "M-1 .3C-.6 -.7 -.25 -.35 0 0S.6 .7 1 -.3";
inline constexpr std::string_view boxed_plus = "M-1 -1H1V1H-1ZM0 -.6V.6M-.6 0H.6";

}  // namespace trien::bpmn::detail::icons
