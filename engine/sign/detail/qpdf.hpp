// SPDX-License-Identifier: Apache-2.0
#pragma once

// The one way to qpdf's headers: its JSON.hh destroys a vector of an incomplete class inline, which clang refuses in
// C++20. Nothing of it is used here, so it is kept out and its class only declared.
#define JSON_HH
class JSON;

#include <qpdf/Buffer.hh>
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFFileSpecObjectHelper.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
