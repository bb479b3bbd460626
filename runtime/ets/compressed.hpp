// SPDX-License-Identifier: Apache-2.0
// Objects of tables with the option `compressed`: the key and immediates stay as they are, so that tables find and change
// them as ever; every other element is packed (term/etf_encode.hpp). Whoever wants all of an object opens it.
//
//   tuple header | elements | PackedSize | what was kept from packing, kKeptWords each | the key's words | packed bytes
//
// An element that is packed is a header word: how many bytes behind the tuple it begins. Followed: erl_db_util.c.
#pragma once

#include "runtime/ets/object.hpp"
#include "runtime/vm.hpp"

namespace rt::ets {

// How a table keeps its objects.
struct ObjectForm {
  std::size_t keypos = 1;
  bool is_compressed = false;
};

// A copy of `tuple` in that form; links are not set. Requires: is_tuple, an element for the key.
Object* create_object(const Vm& vm, const ObjectForm& form, Term tuple);

// Words of a compressed object in OTP, without those of its links.
std::size_t compressed_words(const Object& object);

// An object whose tuple can be read: itself, or while this lives, a copy of a compressed one.
class OpenObject {
 public:
  OpenObject(Vm& vm, const Object& object) : object_(object.is_compressed ? open(vm, object) : &object), is_copy_(object.is_compressed) {}
  ~OpenObject() {
    if (is_copy_) Object::destroy(const_cast<Object*>(object_));
  }
  OpenObject(const OpenObject&) = delete;
  OpenObject& operator=(const OpenObject&) = delete;
  const Object& operator*() const { return *object_; }
  const Object* operator->() const { return object_; }

 private:
  static const Object* open(Vm& vm, const Object& object);

  const Object* object_;
  const bool is_copy_;
};

}  // namespace rt::ets
