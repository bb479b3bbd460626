// SPDX-License-Identifier: Apache-2.0
// A library that looks like a driver of OTP's emulator and asks for nothing of it. Its init function must not be called.
#include <cstdlib>

extern "C" void* driver_init() { std::abort(); }
