// SPDX-License-Identifier: Apache-2.0
// `gleamr cache stats|clear|path`
#include "driver/cli/handlers.hpp"
#include "driver/compile/cache_folder.hpp"

namespace driver::cli {
namespace {

std::string megabytes(std::uint64_t bytes) {
  const std::uint64_t tenths = (bytes * 10 + (1 << 19)) >> 20;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " MiB";
}

std::string stats_text(const std::string& path, const compile::CacheStats& stats) {
  return "folder   " + path + "\nentries  " + std::to_string(stats.entries) + "\nsize     " + megabytes(stats.bytes) + " of " +
         megabytes(stats.limit) + "\nhits     " + std::to_string(stats.hits) + "\nmisses   " +
         std::to_string(stats.misses) + "\n";
}

}  // namespace

ExitCode cache(const ParsedOptions& options, Context& context) {
  const std::string& action = options.positionals().front();  // one that the table allows
  const std::string path = compile::cache_path();
  if (path.empty()) {
    context.reporter.text("The cache is off.\n");
    return ExitCode::ok;
  }
  compile::CacheFolder folder(path, compile::cache_limit());
  if (action == "path") context.reporter.text(path + "\n");
  if (action == "stats") context.reporter.text(stats_text(path, folder.stats()));
  if (action == "clear" && !folder.clear()) {
    context.reporter.error({ErrorCode::os, "File IO failure", "Not all of `" + path + "` could be removed."});
    return ExitCode::failure;
  }
  return ExitCode::ok;
}

}  // namespace driver::cli
