//// Amounts of money as whole cents: no rounding, however large.

pub opaque type Money {
  Money(cents: Int)
}

pub const zero = Money(0)

pub fn from_cents(cents: Int) -> Money {
  Money(cents)
}

pub fn add(left: Money, right: Money) -> Money {
  Money(left.cents + right.cents)
}

/// Compound interest for a number of years, in percent, rounded down each year.
pub fn grow(amount: Money, percent: Int, years: Int) -> Money {
  case years {
    0 -> amount
    _ -> grow(Money(amount.cents + amount.cents * percent / 100), percent, years - 1)
  }
}

pub fn to_string(amount: Money) -> String {
  let sign = case amount.cents < 0 {
    True -> "-"
    False -> ""
  }
  let cents = absolute(amount.cents)
  sign <> int_to_string(cents / 100) <> "." <> two_digits(cents % 100)
}

fn two_digits(number: Int) -> String {
  case number < 10 {
    True -> "0" <> int_to_string(number)
    False -> int_to_string(number)
  }
}

@external(erlang, "erlang", "abs")
fn absolute(number: Int) -> Int

@external(erlang, "erlang", "integer_to_binary")
fn int_to_string(number: Int) -> String
