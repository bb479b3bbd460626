// SPDX-License-Identifier: Apache-2.0
#include "runtime/ets/transfer.hpp"

#include "runtime/process/process.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/term/copy.hpp"
#include "runtime/vm.hpp"

namespace rt::ets {

void send_transfer(Process& from, Term to, Table& table, Term data) {
  Vm& vm = from.vm();
  const std::size_t words = copied_words(data, vm.literals) + 5 + (table.options.is_named ? 0 : magic::kWords);
  Signal* s = Signal::create_empty(SignalKind::message, to, from.pid, words);
  {
    HeapWriter w = s->writer();
    const Term copied = copy(data, w, vm.literals);
    const Term id = table.options.is_named ? table.name : table_reference(table, w);
    s->term = w.tuple({atoms::ets_transfer, id, from.pid, copied});
  }
  route_signal(vm, from.worker, s);
}

}  // namespace rt::ets
