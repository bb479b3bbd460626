//// Lines of text with a label on the left and an amount on the right.

import money.{type Money}

pub type Row {
  Row(label: String, amount: Money)
}

pub fn render(rows: List(Row), width: Int) -> String {
  case rows {
    [] -> ""
    [Row(label:, amount:), ..rest] -> {
      let amount = money.to_string(amount)
      let gap = width - string_length(label) - string_length(amount)
      label <> repeat(".", gap) <> amount <> "\n" <> render(rest, width)
    }
  }
}

fn repeat(text: String, times: Int) -> String {
  case times > 0 {
    True -> text <> repeat(text, times - 1)
    False -> ""
  }
}

@external(erlang, "string", "length")
fn string_length(text: String) -> Int
