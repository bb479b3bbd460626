// SPDX-License-Identifier: Apache-2.0
// The list of native modules. A new file of natives adds its declaration and its row here.
#include "runtime/bifs/bif.hpp"

namespace rt {

// clang-format off
// One declaration per line.
extern const BifModule kErlangDictionary;
extern const BifModule kErlangList;
extern const BifModule kErlangMaps;
extern const BifModule kErlangTuple;
extern const BifModule kErtsInternalMaps;
extern const BifModule kLists;
extern const BifModule kMaps;
extern const BifModule kBinary;
extern const BifModule kBinarySearch;
extern const BifModule kErtsInternalSpawn;
extern const BifModule kErtsInternalProcess;
extern const BifModule kErlangTimer;
extern const BifModule kErlangSpawn;
extern const BifModule kErlangSend;
extern const BifModule kErlangRegistry;
extern const BifModule kErlangProcess;
extern const BifModule kErlangLink;
extern const BifModule kErlangApply;
extern const BifModule kErlangError;

namespace {
constexpr const BifModule* kModules[] = {
    nullptr,
    &kErlangDictionary,
    &kErlangList,
    &kErlangMaps,
    &kErlangTuple,
    &kErtsInternalMaps,
    &kLists,
    &kMaps,
    &kBinary,
    &kBinarySearch,
    &kErtsInternalSpawn,
    &kErtsInternalProcess,
    &kErlangTimer,
    &kErlangSpawn,
    &kErlangSend,
    &kErlangRegistry,
    &kErlangProcess,
    &kErlangLink,
    &kErlangApply,
    &kErlangError,
};
}  // namespace
// clang-format on

std::span<const BifModule* const> all_bif_modules() {
  return std::span<const BifModule* const>(kModules).subspan(1);
}

}  // namespace rt
