// SPDX-License-Identifier: Apache-2.0
#include "driver/test/surface.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include "driver/process/variable.hpp"

namespace driver::test {

Surface surface_of(int descriptor) {
  Surface surface;
  const bool is_terminal = ::isatty(descriptor) == 1;
  surface.colors = is_variable_set("FORCE_COLOR") || (is_terminal && !is_variable_set("NO_COLOR"));
  surface.progress = is_terminal;
  winsize size{};
  if (is_terminal && ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) surface.width = size.ws_col;
  return surface;
}

}  // namespace driver::test
