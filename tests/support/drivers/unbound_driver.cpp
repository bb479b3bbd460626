// SPDX-License-Identifier: Apache-2.0
// A driver as they are: it asks for a function of OTP's emulator.
extern "C" {
void* driver_alloc(unsigned long size);
void* driver_init() { return driver_alloc(8); }
}
