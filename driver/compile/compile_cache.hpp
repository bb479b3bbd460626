// SPDX-License-Identifier: Apache-2.0
// Compilations of Erlang sources that were done before, here or in another project.
//
// An entry is kept under its content key (inputs.hpp) when its .beam and diagnostics can be moved to another source path,
// else under that key with the path and the folders of the job.
#pragma once

#include <optional>
#include <string>

#include "driver/compile/cache_folder.hpp"
#include "driver/compile/entry.hpp"
#include "driver/compile/inputs.hpp"

namespace driver::compile {

class CompileCache {
 public:
  CompileCache(CacheFolder& folder, const Inputs& inputs) : folder_(folder), inputs_(inputs) {}

  struct Lookup {
    std::optional<Digest> key;         // nothing: this source is not cached
    std::optional<Compiled> compiled;  // as the compiler would give it for this source now
  };
  Lookup find(const std::string& source, const Place& place);

  // `key`: of the look-up before the compilation. A source that has changed since is not kept.
  void keep(const Digest& key, const Compiled& compiled, const Place& place);

 private:
  std::optional<Compiled> entry(const Digest& key);

  CacheFolder& folder_;
  const Inputs& inputs_;
};

}  // namespace driver::compile
