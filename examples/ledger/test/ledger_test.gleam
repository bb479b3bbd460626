import money
import table.{Row}

// In a project that has gleeunit this is gleeunit.main().
pub fn main() -> Nil {
  case run_tests(module("ledger_test")) {
    Ok -> Nil
    Error -> halt(1)
  }
}

pub fn cents_have_two_digits_test() {
  assert money.to_string(money.from_cents(-495)) == "-4.95"
  assert money.to_string(money.from_cents(5)) == "0.05"
}

pub fn interest_is_rounded_down_each_year_test() {
  assert money.grow(money.from_cents(199), 1, 2) == money.from_cents(202)
}

pub fn amounts_are_on_the_right_test() {
  let rows = [Row("rent", money.from_cents(-80_000)), Row("café", money.zero)]
  assert table.render(rows, 12) == "rent.-800.00\ncafé....0.00\n"
}

type Outcome {
  Ok
  Error
}

type Module

@external(erlang, "erlang", "binary_to_atom")
fn module(name: String) -> Module

@external(erlang, "eunit", "test")
fn run_tests(module: Module) -> Outcome

@external(erlang, "erlang", "halt")
fn halt(status: Int) -> Nil
