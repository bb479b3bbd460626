import hello

// In a project that has gleeunit this is gleeunit.main().
pub fn main() -> Nil {
  case run_tests(module("hello_test")) {
    Ok -> Nil
    Error -> halt(1)
  }
}

pub fn no_apples_test() {
  assert hello.price(0) == 0
}

pub fn four_apples_test() {
  assert hello.price(4) == 100
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
