// SPDX-License-Identifier: Apache-2.0
// Magic references: references that keep an object of C++ alive (MagicObject in heap/shared_binary.hpp). To a program they
// are references like others. Any thread.
#pragma once

#include "runtime/heap/shared_binary.hpp"

namespace rt {

class Process;

namespace magic {

// What `t` stands for if it is a reference to a T, else null.
template <class T>
T* object_of(Term t) {
  return is_boxed_kind(t, Kind::magic_reference) ? dynamic_cast<T*>(object(t.boxed_ptr())) : nullptr;
}

// A new reference, which takes over one count of `object`.
Term new_reference(Process& p, MagicObject* object);

}  // namespace magic
}  // namespace rt
