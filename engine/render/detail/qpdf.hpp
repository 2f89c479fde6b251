// SPDX-License-Identifier: Apache-2.0
#pragma once

// JSON.hh of qpdf 11.3 is not valid C++20 to clang (a vector of an incomplete class is destroyed inline). We use
// nothing of it, and the other headers are content with the name.
#define JSON_HH
class JSON;

#include <qpdf/Buffer.hh>
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFWriter.hh>
