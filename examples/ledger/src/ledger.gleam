//// Reads bookings from the arguments (`gleamr run rent=-80000 pay=250000`), or takes some of its own,
//// and prints them with their sum.

import money
import table.{type Row, Row}

pub fn main() -> Nil {
  let rows = case arguments() {
    [] -> examples()
    words -> parse(words)
  }
  print(table.render(rows, 40))
  print(table.render([Row("sum", sum(rows)), Row("in a century at 5%", century(rows))], 40))
}

fn examples() -> List(Row) {
  [
    Row("rent", money.from_cents(-80_000)),
    Row("salary", money.from_cents(250_000)),
    Row("café", money.from_cents(-495)),
  ]
}

fn parse(words: List(String)) -> List(Row) {
  case words {
    [] -> []
    [word, ..rest] ->
      case booking(word) {
        Ok(#(label, cents)) -> [Row(label, money.from_cents(cents)), ..parse(rest)]
        Error(reason) -> panic as { "`" <> word <> "` is no booking: " <> reason }
      }
  }
}

fn sum(rows: List(Row)) -> money.Money {
  case rows {
    [] -> money.zero
    [row, ..rest] -> money.add(row.amount, sum(rest))
  }
}

fn century(rows: List(Row)) -> money.Money {
  money.grow(sum(rows), 5, 100)
}

@external(erlang, "ledger_ffi", "arguments")
fn arguments() -> List(String)

@external(erlang, "ledger_ffi", "booking")
fn booking(word: String) -> Result(#(String, Int), String)

@external(erlang, "ledger_ffi", "print")
fn print(text: String) -> Nil
