// SPDX-License-Identifier: Apache-2.0
#include "runtime/interp/stubs.hpp"

namespace rt {

void write_undefined_stub(Export& e) { e.entry = e.stub; }
void write_native_stub(Export& e) { e.entry = e.stub; }
void write_transform_stub(Function& f) { f.entry = f.stub + 1; }

}  // namespace rt
