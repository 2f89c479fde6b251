// SPDX-License-Identifier: Apache-2.0
#pragma once

// The only way to qpdf's headers here. JSON.hh of qpdf 11.3 holds a vector of its own class before that is complete,
// which clang refuses in C++20; nothing here uses it, so its guard keeps it out.
#define JSON_HH
class JSON;

#include <qpdf/Buffer.hh>
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFMatrix.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>
