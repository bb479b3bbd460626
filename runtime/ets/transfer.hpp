// SPDX-License-Identifier: Apache-2.0
// The message {'ETS-TRANSFER', Table, FromPid, Data} to a table's new owner.
#pragma once

#include "runtime/ets/table.hpp"

namespace rt::ets {

void send_transfer(Process& from, Term to, Table& table, Term data);

}  // namespace rt::ets
