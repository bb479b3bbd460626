// SPDX-License-Identifier: Apache-2.0
// No driver, and it cannot be loaded.
extern "C" {
void* function_of_nobody(unsigned long size);
void* some_function() { return function_of_nobody(8); }
}
