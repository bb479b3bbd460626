pub fn main() -> Nil {
  print("Hello! Four apples, please.\n")
}

/// In cents.
pub fn price(apples: Int) -> Int {
  apples * 25
}

@external(erlang, "io", "put_chars")
fn print(text: String) -> Nil
