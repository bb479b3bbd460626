// SPDX-License-Identifier: Apache-2.0
// Construction of binaries and of handles to objects outside the heap.
#include "runtime/heap/heap_writer.hpp"

namespace rt {

Term HeapWriter::binary_uninitialised(std::size_t bytes, std::uint8_t** bytes_out) {
  if (bytes > kHeapBinaryMaxBytes) {
    SharedBinary* shared = SharedBinary::create(bytes);
    *bytes_out = shared->bytes();
    return binary_handle(shared, bytes);
  }
  const std::size_t words = heap_binary_words(bytes);
  Word* b = take(words);
  b[0] = make_header(Kind::heap_binary, words - 1);
  b[1] = bytes;
  if (words > 2) b[words - 1] = 0;  // the padding, so that whole words can be compared
  *bytes_out = reinterpret_cast<std::uint8_t*>(b + 2);
  return Term::boxed(b);
}

Term HeapWriter::binary(std::span<const std::uint8_t> bytes) {
  std::uint8_t* to = nullptr;
  const Term t = binary_uninitialised(bytes.size(), &to);
  if (!bytes.empty()) std::memcpy(to, bytes.data(), bytes.size());
  return t;
}

Term HeapWriter::binary_handle(SharedBinary* shared, std::size_t size_bytes, Word flags) {
  Word* h = take(kBinaryHandleWords);
  h[0] = make_header(Kind::binary_handle, kBinaryHandleWords - 1);
  h[handle::kShared] = reinterpret_cast<Word>(shared);
  h[handle::kSize] = size_bytes;
  h[handle::kFlags] = flags;
  link_off_heap(h);
  return Term::boxed(h);
}

Term HeapWriter::magic_reference(MagicObject* object, std::uint64_t number) {
  Word* m = take(magic::kWords);
  m[0] = make_header(Kind::magic_reference, magic::kWords - 1);
  m[magic::kObject] = reinterpret_cast<Word>(object);
  m[magic::kNumber] = number;
  link_off_heap(m);
  return Term::boxed(m);
}

}  // namespace rt
