// SPDX-License-Identifier: Apache-2.0
// Freezes the opcode table: numbers, names and operand counts are OTP's for ever.
#include "loader/decode/opcode.hpp"

#include <doctest/doctest.h>

#include <set>

namespace {

using namespace loader;

struct Row {
  int number;
  std::string_view name;
  int operands;
  bool is_removed;
};

constexpr Row kFrozen[] = {
    {1, "label", 1, false},
    {2, "func_info", 3, false},
    {3, "int_code_end", 0, false},
    {4, "call", 2, false},
    {5, "call_last", 3, false},
    {6, "call_only", 2, false},
    {7, "call_ext", 2, false},
    {8, "call_ext_last", 3, false},
    {9, "bif0", 2, false},
    {10, "bif1", 4, false},
    {11, "bif2", 5, false},
    {12, "allocate", 2, false},
    {13, "allocate_heap", 3, false},
    {14, "allocate_zero", 2, true},
    {15, "allocate_heap_zero", 3, true},
    {16, "test_heap", 2, false},
    {17, "init", 1, true},
    {18, "deallocate", 1, false},
    {19, "return", 0, false},
    {20, "send", 0, false},
    {21, "remove_message", 0, false},
    {22, "timeout", 0, false},
    {23, "loop_rec", 2, false},
    {24, "loop_rec_end", 1, false},
    {25, "wait", 1, false},
    {26, "wait_timeout", 2, false},
    {27, "m_plus", 4, true},
    {28, "m_minus", 4, true},
    {29, "m_times", 4, true},
    {30, "m_div", 4, true},
    {31, "int_div", 4, true},
    {32, "int_rem", 4, true},
    {33, "int_band", 4, true},
    {34, "int_bor", 4, true},
    {35, "int_bxor", 4, true},
    {36, "int_bsl", 4, true},
    {37, "int_bsr", 4, true},
    {38, "int_bnot", 3, true},
    {39, "is_lt", 3, false},
    {40, "is_ge", 3, false},
    {41, "is_eq", 3, false},
    {42, "is_ne", 3, false},
    {43, "is_eq_exact", 3, false},
    {44, "is_ne_exact", 3, false},
    {45, "is_integer", 2, false},
    {46, "is_float", 2, false},
    {47, "is_number", 2, false},
    {48, "is_atom", 2, false},
    {49, "is_pid", 2, false},
    {50, "is_reference", 2, false},
    {51, "is_port", 2, false},
    {52, "is_nil", 2, false},
    {53, "is_binary", 2, false},
    {54, "is_constant", 2, true},
    {55, "is_list", 2, false},
    {56, "is_nonempty_list", 2, false},
    {57, "is_tuple", 2, false},
    {58, "test_arity", 3, false},
    {59, "select_val", 3, false},
    {60, "select_tuple_arity", 3, false},
    {61, "jump", 1, false},
    {62, "catch", 2, false},
    {63, "catch_end", 1, false},
    {64, "move", 2, false},
    {65, "get_list", 3, false},
    {66, "get_tuple_element", 3, false},
    {67, "set_tuple_element", 3, false},
    {68, "put_string", 3, true},
    {69, "put_list", 3, false},
    {70, "put_tuple", 2, true},
    {71, "put", 1, true},
    {72, "badmatch", 1, false},
    {73, "if_end", 0, false},
    {74, "case_end", 1, false},
    {75, "call_fun", 1, false},
    {76, "make_fun", 3, true},
    {77, "is_function", 2, false},
    {78, "call_ext_only", 2, false},
    {79, "bs_start_match", 2, true},
    {80, "bs_get_integer", 5, true},
    {81, "bs_get_float", 5, true},
    {82, "bs_get_binary", 5, true},
    {83, "bs_skip_bits", 4, true},
    {84, "bs_test_tail", 2, true},
    {85, "bs_save", 1, true},
    {86, "bs_restore", 1, true},
    {87, "bs_init", 2, true},
    {88, "bs_final", 2, true},
    {89, "bs_put_integer", 5, false},
    {90, "bs_put_binary", 5, false},
    {91, "bs_put_float", 5, false},
    {92, "bs_put_string", 2, false},
    {93, "bs_need_buf", 1, true},
    {94, "fclearerror", 0, true},
    {95, "fcheckerror", 1, true},
    {96, "fmove", 2, false},
    {97, "fconv", 2, false},
    {98, "fadd", 4, false},
    {99, "fsub", 4, false},
    {100, "fmul", 4, false},
    {101, "fdiv", 4, false},
    {102, "fnegate", 3, false},
    {103, "make_fun2", 1, true},
    {104, "try", 2, false},
    {105, "try_end", 1, false},
    {106, "try_case", 1, false},
    {107, "try_case_end", 1, false},
    {108, "raise", 2, false},
    {109, "bs_init2", 6, false},
    {110, "bs_bits_to_bytes", 3, true},
    {111, "bs_add", 5, false},
    {112, "apply", 1, false},
    {113, "apply_last", 2, false},
    {114, "is_boolean", 2, false},
    {115, "is_function2", 3, false},
    {116, "bs_start_match2", 5, true},
    {117, "bs_get_integer2", 7, false},
    {118, "bs_get_float2", 7, false},
    {119, "bs_get_binary2", 7, false},
    {120, "bs_skip_bits2", 5, false},
    {121, "bs_test_tail2", 3, false},
    {122, "bs_save2", 2, true},
    {123, "bs_restore2", 2, true},
    {124, "gc_bif1", 5, false},
    {125, "gc_bif2", 6, false},
    {126, "bs_final2", 2, true},
    {127, "bs_bits_to_bytes2", 2, true},
    {128, "put_literal", 2, true},
    {129, "is_bitstr", 2, false},
    {130, "bs_context_to_binary", 1, true},
    {131, "bs_test_unit", 3, false},
    {132, "bs_match_string", 4, false},
    {133, "bs_init_writable", 0, false},
    {134, "bs_append", 8, false},
    {135, "bs_private_append", 6, false},
    {136, "trim", 2, false},
    {137, "bs_init_bits", 6, false},
    {138, "bs_get_utf8", 5, false},
    {139, "bs_skip_utf8", 4, false},
    {140, "bs_get_utf16", 5, false},
    {141, "bs_skip_utf16", 4, false},
    {142, "bs_get_utf32", 5, false},
    {143, "bs_skip_utf32", 4, false},
    {144, "bs_utf8_size", 3, false},
    {145, "bs_put_utf8", 3, false},
    {146, "bs_utf16_size", 3, false},
    {147, "bs_put_utf16", 3, false},
    {148, "bs_put_utf32", 3, false},
    {149, "on_load", 0, false},
    {150, "recv_mark", 1, true},
    {151, "recv_set", 1, true},
    {152, "gc_bif3", 7, false},
    {153, "line", 1, false},
    {154, "put_map_assoc", 5, false},
    {155, "put_map_exact", 5, false},
    {156, "is_map", 2, false},
    {157, "has_map_fields", 3, false},
    {158, "get_map_elements", 3, false},
    {159, "is_tagged_tuple", 4, false},
    {160, "build_stacktrace", 0, false},
    {161, "raw_raise", 0, false},
    {162, "get_hd", 2, false},
    {163, "get_tl", 2, false},
    {164, "put_tuple2", 2, false},
    {165, "bs_get_tail", 3, false},
    {166, "bs_start_match3", 4, false},
    {167, "bs_get_position", 3, false},
    {168, "bs_set_position", 2, false},
    {169, "swap", 2, false},
    {170, "bs_start_match4", 4, false},
    {171, "make_fun3", 3, false},
    {172, "init_yregs", 1, false},
    {173, "recv_marker_bind", 2, false},
    {174, "recv_marker_clear", 1, false},
    {175, "recv_marker_reserve", 1, false},
    {176, "recv_marker_use", 1, false},
    {177, "bs_create_bin", 6, false},
    {178, "call_fun2", 3, false},
    {179, "nif_start", 0, false},
    {180, "badrecord", 1, false},
    {181, "update_record", 5, false},
    {182, "bs_match", 3, false},
    {183, "executable_line", 2, false},
    {184, "debug_line", 4, false},
    {185, "bif3", 6, false},
    {186, "is_any_native_record", 2, false},
    {187, "is_native_record", 4, false},
    {188, "get_record_elements", 3, false},
    {189, "put_record", 6, false},
    {190, "is_record_accessible", 3, false},
    {191, "get_record_field", 5, false},
};

TEST_CASE("every opcode keeps OTP's number, name and operand count") {
  REQUIRE(std::size(kFrozen) == 191);
  for (const Row& row : kFrozen) {
    CAPTURE(row.name);
    const OpcodeInfo& info = kOpcodes[static_cast<unsigned>(row.number)];
    CHECK(info.name == row.name);
    CHECK(info.operand_count == row.operands);
    CHECK(info.is_removed == row.is_removed);
  }
}

TEST_CASE("numbers that OTP has not given out are nameless") {
  std::set<std::string_view> names;
  for (unsigned number = 0; number < kOpcodes.size(); ++number) {
    if (number == 0 || number > kMaxOpcode)
      CHECK(kOpcodes[number].name.empty());
    else
      CHECK(names.insert(kOpcodes[number].name).second);
  }
}

TEST_CASE("only the last operand is a list, and enumerators agree with the table") {
  CHECK(opcode_name(Opcode::return_) == "return");
  CHECK(opcode_name(Opcode::try_) == "try");
  CHECK(static_cast<int>(Opcode::move) == 64);
  const OpcodeInfo& info = opcode_info(Opcode::bs_create_bin);
  CHECK(info.has_list);
  CHECK(info.operand_count == 6);
  CHECK(info.pattern_size == 6);
  CHECK(info.operands[0] == Operand::label_or_none);
}

}  // namespace
