//! Every function by small cases: name, arguments, result.
//!
//! Cells are written `12.5`, `"text"`, `T`, `F`, `_` (blank), `x` (exempt), `#N/A` and its like, `d2024-01-31`,
//! `g0.3` (grade by ladder and place), `s0.1` (subject by class and row), with `?` behind where provisional.
//! `[1 2]` is a list, `{60 "C"; 80 "B"}` a constant table, `~` an argument left out.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::{Argument, Context, call, call_list, condition};
use crate::formula::catalogue::{Function, Known, lookup};
use crate::model::{Cell, CellError, CellRef, ErrorCode, GradeRef, SubjectRef, Value};

/// What a function is tried with and what it must give.
type Case = (&'static str, &'static str, &'static str);

#[test]
fn conditions() {
    check(&[
        ("IF", "T 1 2", "1"),
        ("IF", "F 1 2", "2"),
        ("IF", "_ 1 2", "2"),
        ("IF", "x 1 2", "x"),
        ("IF", "#N/A 1 2", "#N/A"),
        ("IF", "1 1 2", "#VALUE!"),
        ("IF", "\"T\" 1 2", "#VALUE!"),
        ("IF", "T 1 #N/A", "1"),
        ("IF", "F #N/A 2", "2"),
        ("IF", "T x 2", "x"),
        ("IF", "T? 1 2", "1?"),
        ("IF", "T 1 2?", "1"),
        ("IF", "F 1 2?", "2?"),
        ("IF", "T ~ 2", "_"),
        ("IF", "F 1", "F"),
        ("IF", "T \"a\" \"b\"", "\"a\""),
        ("IFS", "F 1 T 2", "2"),
        ("IFS", "T 1 #N/A 2", "1"),
        ("IFS", "F 1 F 2", "#N/A"),
        ("IFS", "#DIV/0! 1 T 2", "#DIV/0!"),
        ("IFS", "F? 1 T 2", "2?"),
        ("IFS", "x 1 T 2", "x"),
        ("SWITCH", "2 1 \"a\" 2 \"b\"", "\"b\""),
        ("SWITCH", "3 1 \"a\" 2 \"b\"", "#N/A"),
        ("SWITCH", "3 1 \"a\" 2 \"b\" \"c\"", "\"c\""),
        ("SWITCH", "\"A\" \"a\" 1 \"A\" 2", "2"),
        ("SWITCH", "g0.3 \"优秀\" 10 \"良好\" 8", "10"),
        ("SWITCH", "4.9999999999999999999999999995 5 1 0", "1"),
        ("SWITCH", "1 \"1\" 5 6", "6"),
        ("SWITCH", "_ 0 5 6", "6"),
        ("SWITCH", "#REF! 0 5 6", "#REF!"),
        ("SWITCH", "x 0 5 6", "x"),
        ("AND", "T T", "T"),
        ("AND", "T F", "F"),
        ("AND", "T _", "F"),
        ("AND", "T x", "T"),
        ("AND", "x x", "x"),
        ("AND", "F #N/A", "F"),
        ("AND", "#N/A F", "#N/A"),
        ("AND", "[F #N/A]", "#N/A"),
        ("AND", "[T T] T", "T"),
        ("AND", "[]", "T"),
        ("AND", "T 1", "#VALUE!"),
        ("AND", "T? F", "F?"),
        ("OR", "F T", "T"),
        ("OR", "F F", "F"),
        ("OR", "T #N/A", "T"),
        ("OR", "[_ _]", "F"),
        ("OR", "[x F]", "F"),
        ("OR", "[x x]", "x"),
        ("OR", "[]", "F"),
        ("OR", "F \"yes\"", "#VALUE!"),
        ("NOT", "T", "F"),
        ("NOT", "_", "T"),
        ("NOT", "x", "x"),
        ("NOT", "0", "#VALUE!"),
        ("NOT", "#NUM!", "#NUM!"),
        ("NOT", "F?", "T?"),
        ("IFERROR", "1 2", "1"),
        ("IFERROR", "#DIV/0! 2", "2"),
        ("IFERROR", "#DIV/0! #N/A", "#N/A"),
        ("IFERROR", "x 2", "x"),
        ("IFERROR", "#N/A? 2", "2?"),
        ("ISBLANK", "_", "T"),
        ("ISBLANK", "_?", "T?"),
        ("ISBLANK", "0", "F"),
        ("ISBLANK", "\"\"", "F"),
        ("ISBLANK", "x", "F"),
        ("ISBLANK", "#N/A", "F"),
        ("ISEXEMPT", "x", "T"),
        ("ISEXEMPT", "_", "F"),
        ("ISEXEMPT", "#N/A", "F"),
        ("NA", "", "#N/A"),
        ("EXEMPT", "", "x"),
    ]);
}

#[test]
fn sums() {
    check(&[
        ("SUM", "1 2 3", "6"),
        ("SUM", "[1 2] 3 [4]", "10"),
        ("SUM", "{1 2; 3 4}", "10"),
        ("SUM", "[]", "0"),
        ("SUM", "[_ _]", "0"),
        ("SUM", "[_? 5]", "5?"),
        ("SUM", "[x 5]", "5"),
        ("SUM", "[x? 5]", "5?"),
        ("SUM", "[x x]", "x"),
        ("SUM", "[x _]", "0"),
        ("SUM", "[1 #REF!] #N/A", "#REF!"),
        ("SUM", "[x #REF!]", "#REF!"),
        ("SUM", "[1 \"2\"]", "#VALUE!"),
        ("SUM", "1 T", "#VALUE!"),
        ("SUM", "1 ~", "#VALUE!"),
        ("SUM", "d2024-01-01", "#VALUE!"),
        ("SUM", "0.1 0.2 -0.3", "0"),
        ("SUM", "79228162514264337593543950335 1", "#NUM!"),
        ("SUM", "0.3333333333333333333333333333 33.33333333333333333333333333", "33.66666666666666666666"),
        ("SUMPRODUCT", "[1 2 3] [4 5 6]", "32"),
        ("SUMPRODUCT", "[1 2 3]", "6"),
        ("SUMPRODUCT", "{3 4; 8 6; 1 9} {2 7; 6 7; 5 3}", "156"),
        ("SUMPRODUCT", "[1 2] [4 5 6]", "#VALUE!"),
        ("SUMPRODUCT", "[1 _] [4 5]", "4"),
        ("SUMPRODUCT", "[1 _?] [4 5]", "4?"),
        ("SUMPRODUCT", "[1 x] [4 5]", "4"),
        ("SUMPRODUCT", "[1 x] [x 5]", "x"),
        ("SUMPRODUCT", "[1 \"a\"] [4 5]", "#VALUE!"),
        ("SUMPRODUCT", "[1 2] [#NUM! 5]", "#NUM!"),
        ("SUMPRODUCT", "[] []", "0"),
        ("SUMPRODUCT", "[1 2] [0.5 0.25] [2 4]", "3"),
        (
            "SUMPRODUCT",
            "[0.33333333333333333333 0.14285714285714285714] [0.33333333333333333333 88.123456789]",
            "12.70017636668253968229",
        ),
        ("PRODUCT", "2 3 4", "24"),
        ("PRODUCT", "[2 _ 5]", "10"),
        ("PRODUCT", "[]", "0"),
        ("PRODUCT", "[x 5]", "5"),
        ("PRODUCT", "[x x]", "x"),
        ("PRODUCT", "[-2 3]", "-6"),
        ("PRODUCT", "[0 5]", "0"),
        (
            "PRODUCT",
            "[100000000000000 100000000000000 100000000000000 0.00000000000001]",
            "10000000000000000000000000000",
        ),
        ("PRODUCT", "[100000000000000 100000000000000 100000000000000]", "#NUM!"),
        ("PRODUCT", "[2 \"a\"]", "#VALUE!"),
        ("AVERAGE", "1 2 6", "3"),
        ("AVERAGE", "[10 7 9 27 2]", "11"),
        ("AVERAGE", "[10 _ 20]", "15"),
        ("AVERAGE", "[10 _? 20]", "15?"),
        ("AVERAGE", "[10 0 20]", "10"),
        ("AVERAGE", "[10 x 20]", "15"),
        ("AVERAGE", "[x x]", "x"),
        ("AVERAGE", "[]", "#DIV/0!"),
        ("AVERAGE", "[_ _]", "#DIV/0!"),
        ("AVERAGE", "[x _]", "#DIV/0!"),
        ("AVERAGE", "[1 \"2\"]", "#VALUE!"),
        ("AVERAGE", "[1 #DIV/0!]", "#DIV/0!"),
        ("AVERAGE", "[1 1 2]", "1.3333333333333333333333333333"),
    ]);
}

#[test]
fn extremes_and_counts() {
    check(&[
        ("MAX", "1 3 2", "3"),
        ("MAX", "[-1 -3]", "-1"),
        ("MAX", "[_ -3]", "-3"),
        ("MAX", "[]", "0"),
        ("MAX", "[_]", "0"),
        ("MAX", "[_?]", "0?"),
        ("MAX", "[x]", "x"),
        ("MAX", "[x 5?]", "5?"),
        ("MAX", "[1 \"a\"]", "#VALUE!"),
        ("MAX", "[\"a\"]", "#VALUE!"),
        ("MAX", "[1 #N/A]", "#N/A"),
        ("MAX", "d2024-01-01 d2024-03-01", "d2024-03-01"),
        ("MAX", "d2024-01-01 1", "#VALUE!"),
        ("MAX", "[g0.1 g0.3 g0.2]", "g0.3"),
        ("MAX", "[g0.1 g1.1]", "#VALUE!"),
        ("MIN", "5 3 4", "3"),
        ("MIN", "[10 7 9 27 2] 0", "0"),
        ("MIN", "[_ 3]", "3"),
        ("MIN", "[x x]", "x"),
        ("MIN", "[]", "0"),
        ("MIN", "[d2024-05-01 _ d2024-02-29]", "d2024-02-29"),
        ("MIN", "[T]", "#VALUE!"),
        ("COUNT", "[1 2 _ \"a\" T d2024-01-01]", "3"),
        ("COUNT", "[]", "0"),
        ("COUNT", "[_?]", "0?"),
        ("COUNT", "[x x]", "x"),
        ("COUNT", "[x 1]", "1"),
        ("COUNT", "[1 #N/A]", "#N/A"),
        ("COUNT", "1 2 [3]", "3"),
        ("COUNTA", "[1 _ \"a\" \"\" T]", "4"),
        ("COUNTA", "[x \"a\"]", "1"),
        ("COUNTA", "[x]", "x"),
        ("COUNTA", "[s0.0 g0.1 _]", "2"),
        ("COUNTA", "[1 #NUM!]", "#NUM!"),
    ]);
}

#[test]
fn criteria() {
    check(&[
        ("COUNTIF", "[32 54 75 86] \">55\"", "2"),
        ("COUNTIF", "[32 54 75 86] \"<>75\"", "3"),
        ("COUNTIF", "[60 59.999 61] \">=60\"", "2"),
        ("COUNTIF", "[59.9999999999999999999999] \">=60\"", "1"),
        ("COUNTIF", "[1 2 2] 2", "2"),
        ("COUNTIF", "[1 2 2] \"2\"", "2"),
        ("COUNTIF", "[1 2 2] \"=2\"", "2"),
        ("COUNTIF", "[\"2\" 2] 2", "1"),
        ("COUNTIF", "[\"2\" 2] \"2\"", "2"),
        ("COUNTIF", "[\"2\" 2] \">=2\"", "1"),
        ("COUNTIF", "[0.8 0.79] \">=80%\"", "1"),
        ("COUNTIF", "[\"一等\" \"二等\" \"一等\"] \"一等\"", "2"),
        ("COUNTIF", "[\"一等\" \"二等\" _] \"<>一等\"", "2"),
        ("COUNTIF", "[\"a\" \"A\"] \"a\"", "1"),
        ("COUNTIF", "[\"a*\" \"ab\"] \"a*\"", "1"),
        ("COUNTIF", "[\"a\" \"b\" \"c\" 1] \">a\"", "2"),
        ("COUNTIF", "[\"a\" _ \"\" 0] \"\"", "2"),
        ("COUNTIF", "[\"a\" _ \"\" 0] \"=\"", "1"),
        ("COUNTIF", "[\"a\" _ \"\" 0] \"<>\"", "3"),
        ("COUNTIF", "[_ 0 5] 0", "1"),
        ("COUNTIF", "[_ 0 5] \"<5\"", "1"),
        ("COUNTIF", "[_ 0 5] \"<>5\"", "2"),
        ("COUNTIF", "[_ 0 5] _", "1"),
        ("COUNTIF", "[T F T] T", "2"),
        ("COUNTIF", "[T F T] \"TRUE\"", "2"),
        ("COUNTIF", "[T F 1] 1", "1"),
        ("COUNTIF", "[g0.3 g0.2 g0.3] \"优秀\"", "2"),
        ("COUNTIF", "[g0.3 g0.2 g0.0] \">=良好\"", "2"),
        ("COUNTIF", "[g0.3 g0.2 g0.0] g0.2", "1"),
        ("COUNTIF", "[g0.3 g0.2] \"<>优秀\"", "1"),
        ("COUNTIF", "[s0.0 s0.1 s0.0] s0.0", "2"),
        ("COUNTIF", "[s0.0 s0.1] \"高桥镇\"", "1"),
        ("COUNTIF", "[d2024-01-01 d2024-06-30 45292] \"<=2024-06-30\"", "2"),
        ("COUNTIF", "[d2024-01-01 d2024-06-30] \"2024/1/1\"", "1"),
        ("COUNTIF", "[d2024-01-01 d2024-06-30] d2024-06-30", "1"),
        ("COUNTIF", "[1 x 3] \">0\"", "2"),
        ("COUNTIF", "[1 x 3] \"<>1\"", "1"),
        ("COUNTIF", "[x x] \">0\"", "x"),
        ("COUNTIF", "[] \">0\"", "0"),
        ("COUNTIF", "[1 #N/A] \">0\"", "#N/A"),
        ("COUNTIF", "[1] #REF!", "#REF!"),
        ("COUNTIF", "[1] x", "x"),
        ("COUNTIF", "[1 _? 3] \">0\"", "2?"),
        ("COUNTIF", "[1] \"≥1\"", "#VALUE!"),
        ("COUNTIF", "[1] \">\"", "#VALUE!"),
        ("COUNTIF", "[1 2] \">= 2\"", "1"),
        ("COUNTIF", "[-1 2] \"<-0.5\"", "1"),
        ("COUNTIFS", "[1 2 3] \">1\"", "2"),
        ("COUNTIFS", "[1 2 3] \">1\" [\"a\" \"b\" \"a\"] \"a\"", "1"),
        ("COUNTIFS", "[1 2 3] \">1\" [\"a\" \"b\"] \"a\"", "#VALUE!"),
        ("COUNTIFS", "[1 2 3] \">1\" [x x x] \"a\"", "x"),
        ("SUMIF", "[100000 200000 300000 400000] \">160000\" [7000 14000 21000 28000]", "63000"),
        ("SUMIF", "[100000 200000 300000 400000] \">160000\"", "900000"),
        ("SUMIF", "[100000 200000 300000 400000] 300000 [7000 14000 21000 28000]", "21000"),
        ("SUMIF", "[1 2] \">5\"", "0"),
        ("SUMIF", "[1 2] \">5\" [x x]", "0"),
        ("SUMIF", "[1 2] \">1\" [#N/A 7]", "7"),
        ("SUMIF", "[1 2] \">1\" [7 #N/A]", "#N/A"),
        ("SUMIF", "[1 2] \">1\" [7? 8]", "8"),
        ("SUMIF", "[1 2] \">1\" [7 8?]", "8?"),
        ("SUMIF", "[1 2] \">1\" [7 x]", "x"),
        ("SUMIF", "[1 2 3] \">1\" [7 x 9]", "9"),
        ("SUMIF", "[1 2] \">1\" [7]", "#VALUE!"),
        ("SUMIF", "[1 2] \">1\" ~", "2"),
        ("SUMIFS", "[5 4 15 3 22 12 10 33] [\"A\" \"A\" \"B\" \"B\" \"C\" \"C\" \"D\" \"D\"] \"A\"", "9"),
        ("SUMIFS", "[5 4 15] [\"A\" \"A\" \"B\"] \"A\" [1 2 1] 1", "5"),
        ("SUMIFS", "[5 4 15] [\"A\" x \"B\"] \"<>B\"", "5"),
        ("SUMIFS", "[] [] \"A\"", "0"),
        ("AVERAGEIF", "[7000 14000 21000 28000] \"<23000\"", "14000"),
        ("AVERAGEIF", "[100000 200000 300000 400000] \"<95000\"", "#DIV/0!"),
        ("AVERAGEIF", "[100000 200000 300000 400000] \">250000\" [7000 14000 21000 28000]", "24500"),
        ("AVERAGEIF", "[1 1 1] 1 [4 _ 8]", "6"),
        ("AVERAGEIFS", "[75 85 93] [1 1 2] 1 [0 1 1] 1", "85"),
        ("AVERAGEIFS", "[75 85 93] [1 1 2] 3", "#DIV/0!"),
        ("AVERAGEIFS", "[x x 93] [1 1 2] 1", "x"),
        ("MAXIFS", "[89 93 96 85 91 88] [1 2 2 3 1 1] 1", "91"),
        ("MAXIFS", "[10 11] [\"a\" \"b\"] \"c\"", "0"),
        ("MAXIFS", "[d2024-01-01 d2024-02-01 d2024-03-01] [1 1 2] 1", "d2024-02-01"),
        ("MAXIFS", "[-1 -2] [1 1] 1", "-1"),
        ("MINIFS", "[89 93 96 85 91 88] [1 2 2 3 1 1] 1", "88"),
        ("MINIFS", "[1 2] [1 1] \">1\"", "0"),
        ("MINIFS", "[x 2] [1 2] 1", "x"),
    ]);
}

#[test]
fn statistics() {
    check(&[
        ("MEDIAN", "[1 2 3 4 5]", "3"),
        ("MEDIAN", "[6 1 5 2 4 3]", "3.5"),
        ("MEDIAN", "[1 _ 3]", "2"),
        ("MEDIAN", "[1 x 3?]", "2?"),
        ("MEDIAN", "[]", "#NUM!"),
        ("MEDIAN", "[x]", "x"),
        ("MEDIAN", "[1 \"a\"]", "#VALUE!"),
        ("MEDIAN", "7", "7"),
        ("GEOMEAN", "[2 8]", "4"),
        ("GEOMEAN", "[4 5 8 7 11 4 3]", "5.47698696965696240031557"),
        ("GEOMEAN", "[4 0]", "#NUM!"),
        ("GEOMEAN", "[4 -1]", "#NUM!"),
        ("GEOMEAN", "[]", "#NUM!"),
        ("GEOMEAN", "[x x]", "x"),
        ("STDEV", "[1345 1301 1368 1322 1310 1370 1318 1350 1303 1299]", "27.4639157198434955193389"),
        ("STDEV", "[2 4]", "1.41421356237309504880169"),
        ("STDEV", "[5 5 5]", "0"),
        ("STDEV", "[5]", "#DIV/0!"),
        ("STDEV", "[]", "#DIV/0!"),
        ("STDEV", "[5 _]", "#DIV/0!"),
        ("STDEV", "[x x]", "x"),
        ("TRIMMEAN", "[4 5 6 7 2 3 4 5 1 2 3] 0.2", "3.7777777777777777777777777778"),
        ("TRIMMEAN", "[1 2 3 4 100] 0.4", "3"),
        ("TRIMMEAN", "[1 2 3 4 100] 0.39", "22"),
        ("TRIMMEAN", "[1 2 3] 0", "2"),
        ("TRIMMEAN", "[1 2 3] 1", "#NUM!"),
        ("TRIMMEAN", "[1 2 3] -0.1", "#NUM!"),
        ("TRIMMEAN", "[] 0.2", "#NUM!"),
        ("TRIMMEAN", "[1 x _ 3] 0.5", "2"),
        ("TRIMMEAN", "[80 90 100 85 95 70 60 88 92 99] 0.2", "87.375"),
        ("LARGE", "[3 5 3 5 4 4 2 4 6 7] 3", "5"),
        ("LARGE", "[3 5 3 5 4 4 2 4 6 7] 7", "4"),
        ("LARGE", "[3 5] 3", "#NUM!"),
        ("LARGE", "[3 5] 0", "#NUM!"),
        ("LARGE", "[3 5] -1", "#NUM!"),
        ("LARGE", "[3 5] 1.5", "#NUM!"),
        ("LARGE", "[] 1", "#NUM!"),
        ("LARGE", "[x] 1", "x"),
        ("LARGE", "[_ 5] 1", "5"),
        ("LARGE", "[_? 5] 1", "5?"),
        ("LARGE", "[d2024-01-01 d2023-01-01] 2", "d2023-01-01"),
        ("LARGE", "[1 \"2\"] 1", "#VALUE!"),
        ("SMALL", "[3 4 5 2 3 4 6 4 7] 4", "4"),
        ("SMALL", "[1 4 8 3 7 12 54 8 23] 2", "3"),
        ("SMALL", "[1] 2", "#NUM!"),
        ("SMALL", "[2 #N/A] 1", "#N/A"),
        ("RANK", "3.5 [7 3.5 3.5 1 2] 1", "3"),
        ("RANK", "7 [7 3.5 3.5 1 2] 1", "5"),
        ("RANK", "3.5 [7 3.5 3.5 1 2]", "2"),
        ("RANK", "1 [7 3.5 3.5 1 2]", "5"),
        ("RANK", "2 [7 3.5 3.5 1 2] 0", "4"),
        ("RANK", "9 [7 3.5 3.5 1 2]", "#N/A"),
        ("RANK", "5 [4.9999999999999999999999999 6 5.0000000000000000000001]", "2"),
        ("RANK", "5 [5 x _ 6]", "2"),
        ("RANK", "5 [5 6?]", "2?"),
        ("RANK", "x [5 6]", "x"),
        ("RANK", "_ [_ 0]", "#N/A"),
        ("RANK", "5 [5 #NUM!]", "#NUM!"),
        ("RANK", "5 [5 \"6\"]", "#VALUE!"),
        ("RANK", "5 []", "#N/A"),
        ("RANK", "g0.2 [g0.2 g0.3 g0.1]", "2"),
        ("RANK", "d2024-01-02 [d2024-01-01 d2024-01-02] 1", "2"),
        ("PERCENTRANK", "[13 12 11 8 4 3 2 1 1 1] 2", "0.333"),
        ("PERCENTRANK", "[13 12 11 8 4 3 2 1 1 1] 4", "0.555"),
        ("PERCENTRANK", "[13 12 11 8 4 3 2 1 1 1] 8", "0.666"),
        ("PERCENTRANK", "[13 12 11 8 4 3 2 1 1 1] 5", "0.583"),
        ("PERCENTRANK", "[13 12 11 8 4 3 2 1 1 1] 13", "1"),
        ("PERCENTRANK", "[13 12 11 8 4 3 2 1 1 1] 1", "0"),
        ("PERCENTRANK", "[13 12 11 8 4 3 2 1 1 1] 14", "#N/A"),
        ("PERCENTRANK", "[13 12 11 8 4 3 2 1 1 1] 0", "#N/A"),
        ("PERCENTRANK", "[1 2 3 4] 2 1", "0.3"),
        ("PERCENTRANK", "[1 2 3 4] 2 5", "0.33333"),
        ("PERCENTRANK", "[1 2 3 4] 2 0", "#NUM!"),
        ("PERCENTRANK", "[7] 7", "1"),
        ("PERCENTRANK", "[7] 8", "#N/A"),
        ("PERCENTRANK", "[] 8", "#NUM!"),
        ("PERCENTRANK", "[x] 8", "x"),
    ]);
}

#[test]
fn lookups() {
    check(&[
        ("INDEX", "[10 20 30] 2", "20"),
        ("INDEX", "[10 20 30] 4", "#REF!"),
        ("INDEX", "[10 20 30] 0", "#VALUE!"),
        ("INDEX", "[10 20 30] -1", "#VALUE!"),
        ("INDEX", "[10 20 30] 2.9", "20"),
        ("INDEX", "[10 #N/A] 1", "10"),
        ("INDEX", "[10 #N/A] 2", "#N/A"),
        ("INDEX", "[10? 20] 2", "20"),
        ("INDEX", "[10? 20] 1", "10?"),
        ("INDEX", "[x 20] 1", "x"),
        ("INDEX", "[_ 20] 1", "_"),
        ("INDEX", "[10 20] x", "x"),
        ("INDEX", "{1 2; 3 4} 2 1", "3"),
        ("INDEX", "{1 2; 3 4} 2 3", "#REF!"),
        ("INDEX", "{1 2; 3 4} 3 1", "#REF!"),
        ("INDEX", "[] 1", "#REF!"),
        ("TAKE", "[1 2 3] 2", "[1 2]"),
        ("TAKE", "[1 2 3] -2", "[2 3]"),
        ("TAKE", "[1 2 3] 9", "[1 2 3]"),
        ("TAKE", "[1 2 3] 0", "#VALUE!"),
        ("TAKE", "[] 2", "[]"),
        ("TAKE", "[x _ #N/A 4?] -3", "[_ #N/A 4?]"),
        ("TAKE", "[1 2] #REF!", "#REF!"),
        ("TAKE", "[1 2] 1?", "[1?]"),
        ("XLOOKUP", "2 [1 2 3] [\"a\" \"b\" \"c\"]", "\"b\""),
        ("XLOOKUP", "\"乙\" [\"甲\" \"乙\"] [1 2]", "2"),
        ("XLOOKUP", "\"A\" [\"a\" \"b\"] [1 2]", "#N/A"),
        ("XLOOKUP", "9 [1 2 3] [10 20 30]", "#N/A"),
        ("XLOOKUP", "9 [1 2 3] [10 20 30] 0", "0"),
        ("XLOOKUP", "9 [1 2 3] [10 20 30] #NUM!", "#NUM!"),
        ("XLOOKUP", "1 [1 2 3] [10 20 30] #NUM!", "10"),
        ("XLOOKUP", "2.5 [1 2 3] [10 20 30] ~ -1", "20"),
        ("XLOOKUP", "2.5 [1 2 3] [10 20 30] ~ 1", "30"),
        ("XLOOKUP", "2 [1 2 3] [10 20 30] ~ 1", "20"),
        ("XLOOKUP", "0 [1 2 3] [10 20 30] ~ -1", "#N/A"),
        ("XLOOKUP", "4 [1 2 3] [10 20 30] \"none\" 1", "\"none\""),
        ("XLOOKUP", "46523 [9700 39475 84200 160726 204100] [0.1 0.12 0.22 0.24 0.32] 0 1", "0.22"),
        ("XLOOKUP", "5 [8 3 4 3] [1 2 3 4] ~ -1", "3"),
        ("XLOOKUP", "3.5 [8 3 2 3] [1 2 3 4] ~ -1", "2"),
        ("XLOOKUP", "3.5 [8 3 2 3] [1 2 3 4] ~ -1 -1", "4"),
        ("XLOOKUP", "3 [3 1 3] [10 20 30]", "10"),
        ("XLOOKUP", "3 [3 1 3] [10 20 30] ~ 0 -1", "30"),
        ("XLOOKUP", "3 [1 3] [10 20] ~ 2", "#VALUE!"),
        ("XLOOKUP", "3 [1 3] [10 20] ~ 0 2", "#VALUE!"),
        ("XLOOKUP", "3 [1 3] [10]", "#VALUE!"),
        ("XLOOKUP", "x [1 3] [10 20]", "x"),
        ("XLOOKUP", "3 [x 3] [10 20]", "20"),
        ("XLOOKUP", "3 [1 3] [10 x]", "x"),
        ("XLOOKUP", "1 [1 #N/A] [10 20]", "#N/A"),
        ("XLOOKUP", "1 [1 3] [10 #N/A]", "10"),
        ("XLOOKUP", "1 [1 3?] [10 20]", "10?"),
        ("XLOOKUP", "1 [1 3] [10 20?]", "10"),
        ("XLOOKUP", "0 [_ 1] [10 20]", "#N/A"),
        ("XLOOKUP", "1 [_ \"a\"] [10 20] ~ -1", "#N/A"),
        ("XLOOKUP", "s0.1 [s0.0 s0.1] [10 20]", "20"),
        ("XLOOKUP", "\"良好\" [g0.3 g0.2] [10 20]", "20"),
        ("XLOOKUP", "d2024-02-01 [d2024-01-01 d2024-03-01] [10 20] ~ -1", "10"),
        ("XLOOKUP", "0.505 [0.5049999999999999999999999999] [1]", "1"),
    ]);
}

#[test]
fn roundings() {
    check(&[
        ("ROUND", "2.15 1", "2.2"),
        ("ROUND", "2.149 1", "2.1"),
        ("ROUND", "-1.475 2", "-1.48"),
        ("ROUND", "21.5 -1", "20"),
        ("ROUND", "626.3 -3", "1000"),
        ("ROUND", "1.98 -1", "0"),
        ("ROUND", "-50.55 -2", "-100"),
        ("ROUND", "2.5 0", "3"),
        ("ROUND", "-2.5 0", "-3"),
        ("ROUND", "0.5049999999999999999999999999 2", "0.51"),
        ("ROUND", "1.25 1.9", "1.3"),
        ("ROUND", "1.25 100", "1.25"),
        ("ROUND", "1.25 -100", "0"),
        ("ROUND", "_? 2", "0?"),
        ("ROUND", "x 2", "x"),
        ("ROUND", "x #N/A", "#N/A"),
        ("ROUND", "#DIV/0! #N/A", "#DIV/0!"),
        ("ROUND", "\"2\" 1", "#VALUE!"),
        ("ROUND", "T 1", "#VALUE!"),
        ("ROUND", "[1 2] 1", "#VALUE!"),
        ("ROUNDUP", "3.2 0", "4"),
        ("ROUNDUP", "76.9 0", "77"),
        ("ROUNDUP", "3.14159 3", "3.142"),
        ("ROUNDUP", "-3.14159 1", "-3.2"),
        ("ROUNDUP", "31415.92654 -2", "31500"),
        ("ROUNDUP", "3.0000000000000000000001 0", "3"),
        ("ROUNDDOWN", "3.2 0", "3"),
        ("ROUNDDOWN", "76.9 0", "76"),
        ("ROUNDDOWN", "3.14159 3", "3.141"),
        ("ROUNDDOWN", "-3.14159 1", "-3.1"),
        ("ROUNDDOWN", "31415.92654 -2", "31400"),
        ("ROUNDDOWN", "2.9999999999999999999999 0", "3"),
        ("INT", "8.9", "8"),
        ("INT", "-8.9", "-9"),
        ("INT", "4.9999999999999999999999999995", "5"),
        ("INT", "_", "0"),
        ("INT", "x?", "x?"),
        ("INT", "\"1\"", "#VALUE!"),
    ]);
}

#[test]
fn mathematics() {
    check(&[
        ("ABS", "-4", "4"),
        ("ABS", "4", "4"),
        ("ABS", "0", "0"),
        ("ABS", "_", "0"),
        ("ABS", "x", "x"),
        ("ABS", "#N/A", "#N/A"),
        ("MOD", "3 2", "1"),
        ("MOD", "-3 2", "1"),
        ("MOD", "3 -2", "-1"),
        ("MOD", "-3 -2", "-1"),
        ("MOD", "6 3", "0"),
        ("MOD", "-6 3", "0"),
        ("MOD", "0.3 0.1", "0"),
        ("MOD", "5.5 2", "1.5"),
        ("MOD", "0.9999999999999999999999999999 1", "0"),
        ("MOD", "3 0", "#DIV/0!"),
        ("MOD", "3 _", "#DIV/0!"),
        ("MOD", "x 0", "x"),
        ("POWER", "5 2", "25"),
        ("POWER", "98.6 3.2", "2401077.22206957587697165"),
        ("POWER", "4 1.25", "5.65685424949238019520675"),
        ("POWER", "2 0.5", "1.41421356237309504880169"),
        ("POWER", "9 0.5", "3"),
        ("POWER", "27 0.3333333333333333333333333333", "3"),
        ("POWER", "2 10", "1024"),
        ("POWER", "1.1 2", "1.21"),
        ("POWER", "-2 3", "-8"),
        ("POWER", "-2 0.5", "#NUM!"),
        ("POWER", "0 0", "#NUM!"),
        ("POWER", "0 -1", "#DIV/0!"),
        ("POWER", "0 2", "0"),
        ("POWER", "2 -2", "0.25"),
        ("POWER", "10 29", "#NUM!"),
        ("POWER", "x 2", "x"),
        ("SQRT", "16", "4"),
        ("SQRT", "2", "1.41421356237309504880169"),
        ("SQRT", "0", "0"),
        ("SQRT", "-16", "#NUM!"),
        ("SQRT", "0.0625", "0.25"),
        ("SQRT", "_", "0"),
        ("EXP", "1", "2.71828182845904523536029"),
        ("EXP", "0", "1"),
        ("EXP", "-1", "0.367879441171442321595524"),
        ("EXP", "100", "#NUM!"),
        ("EXP", "-100", "0"),
        ("EXP", "x", "x"),
        ("LN", "86", "4.45434729625350773289007"),
        ("LN", "1", "0"),
        ("LN", "0", "#NUM!"),
        ("LN", "-1", "#NUM!"),
        ("LN", "2?", "0.693147180559945309417232?"),
        ("LN", "\"2\"", "#VALUE!"),
    ]);
}

#[test]
fn dates() {
    check(&[
        ("DATE", "2008 1 1", "d2008-01-01"),
        ("DATE", "108 1 2", "d2008-01-02"),
        ("DATE", "2008 14 2", "d2009-02-02"),
        ("DATE", "2008 -3 2", "d2007-09-02"),
        ("DATE", "2008 1 35", "d2008-02-04"),
        ("DATE", "2008 1 -15", "d2007-12-16"),
        ("DATE", "2024 3 0", "d2024-02-29"),
        ("DATE", "2024 0 1", "d2023-12-01"),
        ("DATE", "10000 1 1", "#NUM!"),
        ("DATE", "-1 1 1", "#NUM!"),
        ("DATE", "9999 12 32", "#NUM!"),
        ("DATE", "1900 1 0", "#NUM!"),
        ("DATE", "2024 100000000000 1", "#NUM!"),
        ("DATE", "2024 1 100000000000000000", "#NUM!"),
        ("DATE", "2024 x 1", "x"),
        ("YEAR", "d2024-02-29", "2024"),
        ("MONTH", "d2024-02-29", "2"),
        ("DAY", "d2024-02-29?", "29?"),
        ("YEAR", "_", "#VALUE!"),
        ("YEAR", "45351", "#VALUE!"),
        ("MONTH", "x", "x"),
        ("DAY", "\"2024-02-29\"", "#VALUE!"),
        ("EDATE", "d2011-01-15 1", "d2011-02-15"),
        ("EDATE", "d2011-01-15 -1", "d2010-12-15"),
        ("EDATE", "d2011-01-15 2", "d2011-03-15"),
        ("EDATE", "d2024-01-31 1", "d2024-02-29"),
        ("EDATE", "d2024-01-31 1.9", "d2024-02-29"),
        ("EDATE", "d2024-01-31 -2000", "#NUM!"),
        ("EDATE", "d2024-01-31 200000", "#NUM!"),
        ("EDATE", "_ 1", "#VALUE!"),
        ("WORKDAY", "d2008-10-01 151 []", "d2009-04-30"),
        ("WORKDAY", "d2008-10-01 151 [d2008-11-26 d2008-12-04 d2009-01-21]", "d2009-05-05"),
        ("WORKDAY", "d2024-09-27 1", "d2024-09-29"),
        ("WORKDAY", "d2024-09-30 1", "d2024-10-08"),
        ("WORKDAY", "d2024-10-11 1", "d2024-10-12"),
        ("WORKDAY", "d2024-10-08 -1", "d2024-09-30"),
        ("WORKDAY", "d2024-09-30 1 [d2024-10-01]", "d2024-10-02"),
        ("WORKDAY", "d2024-10-05 0", "d2024-10-05"),
        ("WORKDAY", "d2024-09-30 100001", "#NUM!"),
        ("WORKDAY", "d9999-12-30 10", "#NUM!"),
        ("WORKDAY", "d2024-09-30 1 [_ x d2024-10-01?]", "d2024-10-02?"),
        ("WORKDAY", "d2024-09-30 1 [1]", "#VALUE!"),
        ("WORKDAY", "x 1", "x"),
        ("NETWORKDAYS", "d2012-10-01 d2013-03-01 []", "110"),
        ("NETWORKDAYS", "d2012-10-01 d2013-03-01 d2012-11-22", "109"),
        ("NETWORKDAYS", "d2012-10-01 d2013-03-01 [d2012-11-22 d2012-12-04 d2013-01-21]", "107"),
        ("NETWORKDAYS", "d2024-09-28 d2024-10-12", "7"),
        ("NETWORKDAYS", "d2024-10-12 d2024-09-28", "-7"),
        ("NETWORKDAYS", "d2024-10-01 d2024-10-01", "0"),
        ("NETWORKDAYS", "d1900-01-01 d2500-01-01", "#NUM!"),
        ("NETWORKDAYS", "d2024-10-01 _", "#VALUE!"),
    ]);
}

#[test]
fn texts() {
    check(&[
        ("CONCAT", "\"第\" 3 \"名\"", "\"第3名\""),
        ("CONCAT", "[\"a\" _ 1.50 T d2024-03-01]", "\"a1.5TRUE2024-03-01\""),
        ("CONCAT", "[g0.3 s0.1]", "\"优秀高桥镇\""),
        ("CONCAT", "4.9999999999999999999999999995", "\"5\""),
        ("CONCAT", "[]", "\"\""),
        ("CONCAT", "\"a\" x", "\"a\""),
        ("CONCAT", "x x", "x"),
        ("CONCAT", "\"a\" #N/A", "#N/A"),
        ("CONCAT", "s5.5", "#VALUE!"),
        ("TEXTJOIN", "\"、\" T [\"甲\" _ \"乙\"]", "\"甲、乙\""),
        ("TEXTJOIN", "\"、\" F [\"甲\" _ \"乙\"]", "\"甲、、乙\""),
        ("TEXTJOIN", "\", \" T \"US\" \"\" \"EU\" 1", "\"US, EU, 1\""),
        ("TEXTJOIN", "\"、\" T [x x]", "x"),
        ("TEXTJOIN", "\"、\" T [x \"乙\"?]", "\"乙\"?"),
        ("TEXTJOIN", "\"、\" T []", "\"\""),
        ("TEXTJOIN", "1 T [\"a\"]", "#VALUE!"),
        ("TEXTJOIN", "\",\" 1 [\"a\"]", "#VALUE!"),
        ("TEXT", "1234.567 \"#,##0.00\"", "\"1,234.57\""),
        ("TEXT", "1234567 \"#,##0\"", "\"1,234,567\""),
        ("TEXT", "5 \"#,##0\"", "\"5\""),
        ("TEXT", "0 \"#,##0\"", "\"0\""),
        ("TEXT", "123 \"#,##0\"", "\"123\""),
        ("TEXT", "12.5 \"0\"", "\"13\""),
        ("TEXT", "-12.5 \"0\"", "\"-13\""),
        ("TEXT", "12.5 \"0.00\"", "\"12.50\""),
        ("TEXT", "0.285 \"0.0%\"", "\"28.5%\""),
        ("TEXT", "0.285 \"0%\"", "\"29%\""),
        ("TEXT", "-0.001 \"0.00\"", "\"0.00\""),
        ("TEXT", "7 \"000\"", "\"007\""),
        ("TEXT", "7.5 \"0.##\"", "\"7.5\""),
        ("TEXT", "7 \"0.##\"", "\"7.\""),
        ("TEXT", "7.125 \"0.0#\"", "\"7.13\""),
        ("TEXT", "0.5 \"#.0\"", "\".5\""),
        ("TEXT", "0 \"#\"", "\"\""),
        ("TEXT", "92.5 \"0.0分\"", "\"92.5分\""),
        ("TEXT", "2 \"第0名\"", "\"第2名\""),
        ("TEXT", "3 \"+0;-0;0\"", "\"+3\""),
        ("TEXT", "-3 \"+0;-0;0\"", "\"-3\""),
        ("TEXT", "0 \"+0;-0;持平\"", "\"持平\""),
        ("TEXT", "-3.5 \"0.0;(0.0)\"", "\"(3.5)\""),
        ("TEXT", "1.5 \"0.00\\\\x\"", "\"1.50x\""),
        ("TEXT", "0.5049999999999999999999999999 \"0.00\"", "\"0.51\""),
        ("TEXT", "_? \"0.0\"", "\"0.0\"?"),
        ("TEXT", "x \"0.0\"", "x"),
        ("TEXT", "#NUM! \"0.0\"", "#NUM!"),
        ("TEXT", "d2024-03-05 \"yyyy-mm-dd\"", "\"2024-03-05\""),
        ("TEXT", "d2024-03-05 \"YYYY年M月D日\"", "\"2024年3月5日\""),
        ("TEXT", "d2024-03-05 \"yyyy.m.d\"", "\"2024.3.5\""),
        ("TEXT", "d2024-03-05 \"yy/mm\"", "\"24/03\""),
        ("TEXT", "d2024-03-05 \"m月d日 aaaa\"", "\"3月5日 星期二\""),
        ("TEXT", "d2024-03-05 \"aaa\"", "\"二\""),
        ("TEXT", "d2024-03-05 \"mmm\"", "#VALUE!"),
        ("TEXT", "d2024-03-05 \"yyyy-mm-dd hh:mm\"", "#VALUE!"),
        ("TEXT", "d2024-03-05 \"0\"", "#VALUE!"),
        ("TEXT", "5 \"yyyy\"", "#VALUE!"),
        ("TEXT", "5 \"General\"", "#VALUE!"),
        ("TEXT", "5 \"0.0E+0\"", "#VALUE!"),
        ("TEXT", "5 \"0,\"", "#VALUE!"),
        ("TEXT", "5 \"?0\"", "#VALUE!"),
        ("TEXT", "5 \"0-0\"", "#VALUE!"),
        ("TEXT", "5 \"0.0.0\"", "#VALUE!"),
        ("TEXT", "5 \"0%%\"", "#VALUE!"),
        ("TEXT", "5 \"\"", "#VALUE!"),
        ("TEXT", "5 \".\"", "#VALUE!"),
        ("TEXT", "5 \"分\"", "#VALUE!"),
        ("TEXT", "\"甲\" \"@\"", "\"甲\""),
        ("TEXT", "\"甲\" \"@组\"", "\"甲组\""),
        ("TEXT", "12.50 \"@\"", "\"12.5\""),
        ("TEXT", "g0.3 \"@\"", "\"优秀\""),
        ("TEXT", "\"甲\" \"@@\"", "#VALUE!"),
        ("TEXT", "\"甲\" \"0\"", "#VALUE!"),
        ("TEXT", "T \"0\"", "\"TRUE\""),
    ]);
}

#[test]
fn appraisal() {
    check(&[
        ("BAND", "85 {0 \"D\"; 60 \"C\"; 80 \"B\"; 90 \"A\"}", "\"B\""),
        ("BAND", "80 {0 \"D\"; 60 \"C\"; 80 \"B\"; 90 \"A\"}", "\"B\""),
        ("BAND", "79.9999999999999999999999999 {0 0; 80 5}", "5"),
        ("BAND", "79.99 {0 0; 80 5}", "0"),
        ("BAND", "100 {0 0; 80 5}", "5"),
        ("BAND", "-1 {0 0; 80 5}", "#N/A"),
        ("BAND", "_? {0 3; 80 5}", "3?"),
        ("BAND", "x {0 3; 80 5}", "x"),
        ("BAND", "#REF! {0 3; 80 5}", "#REF!"),
        ("BAND", "5 {80 5; 0 3}", "#VALUE!"),
        ("BAND", "5 {0 5; 0 3}", "#VALUE!"),
        ("BAND", "5 {0 5 1; 6 3 1}", "#VALUE!"),
        ("BAND", "5 {\"a\" 5}", "#VALUE!"),
        ("BAND", "5 {0 #N/A; 6 1}", "#N/A"),
        ("BAND", "7 {0 #N/A; 6 1}", "1"),
        ("BAND", "7 {0 x; 6 1}", "1"),
        ("BAND", "1 {0 x; 6 1}", "x"),
        ("BAND", "\"85\" {0 1}", "#VALUE!"),
        ("BAND", "7 {}", "#N/A"),
        ("SCALE", "75 50 100 10", "5"),
        ("SCALE", "50 50 100 10", "0"),
        ("SCALE", "100 50 100 10", "10"),
        ("SCALE", "120 50 100 10", "10"),
        ("SCALE", "20 50 100 10", "0"),
        ("SCALE", "5 10 0 20", "10"),
        ("SCALE", "12 10 0 20", "0"),
        ("SCALE", "-1 10 0 20", "20"),
        ("SCALE", "5 10 10 20", "#DIV/0!"),
        ("SCALE", "1 0 3 10", "3.3333333333333333333333333333"),
        ("SCALE", "99.99999999999999999999999 50 100 10", "10"),
        ("SCALE", "_? 0 100 10", "0?"),
        ("SCALE", "x 0 100 10", "x"),
        ("SCALE", "x 0 #N/A 10", "#N/A"),
        ("SCALE", "\"a\" 0 100 10", "#VALUE!"),
        ("BEST", "[3 9 5 7] 2", "[9 7]"),
        ("BEST", "[3 9 9] 2", "[9 9]"),
        ("BEST", "[3 9] 5", "[9 3]"),
        ("BEST", "[3 x _ 9] 5", "[9 3]"),
        ("BEST", "[3 _? 9] 1", "[9?]"),
        ("BEST", "[x x?] 1", "[x?]"),
        ("BEST", "[_ x] 1", "[_]"),
        ("BEST", "[] 1", "[]"),
        ("BEST", "[3] 0", "#NUM!"),
        ("BEST", "[3 #N/A] 1", "#N/A"),
        ("BEST", "[3 \"a\"] 1", "#VALUE!"),
        ("RESCALE", "100 40 50 45 50", "85"),
        ("RESCALE", "100 x 50 45 50", "90"),
        ("RESCALE", "100 x 50 x 50", "x"),
        ("RESCALE", "100 40 x 45 50", "90"),
        ("RESCALE", "100 _? 50 45 50", "45?"),
        ("RESCALE", "100 40 49 45 49", "86.73469387755102040816326531"),
        ("RESCALE", "100 1 3 2 3", "50"),
        (
            "RESCALE",
            "10 3.33 3.33333333333333333333 3 3.33333333333333333333 1 3.33333333333333333333",
            "7.33",
        ),
        ("RESCALE", "100 0 0 0 0", "#DIV/0!"),
        ("RESCALE", "100 x 50 #N/A 50", "#N/A"),
        ("RESCALE", "100 \"a\" 50", "#VALUE!"),
        ("RESCALE", "x 40 50", "x"),
        ("WEIGHTED", "80 0.3 90 0.7", "87"),
        ("WEIGHTED", "80 3 90 7", "87"),
        ("WEIGHTED", "80 3 x 7", "80"),
        ("WEIGHTED", "x 3 x 7", "x"),
        ("WEIGHTED", "80 3 _? 7", "24?"),
        ("WEIGHTED", "80 0 90 0", "#DIV/0!"),
        ("WEIGHTED", "80 1 90 -1", "#DIV/0!"),
        ("WEIGHTED", "80 1 #NUM! 1", "#NUM!"),
        ("WEIGHTED", "80 T", "#VALUE!"),
        ("LOT", "2016 \"a\"", "0.716684513758"),
        ("LOT", "2016? \"b\"", "0.762574384021?"),
        ("LOT", "2017 \"a\"", "0.42030656013"),
        ("LOT", "2016 _", "0.637025365765"),
        ("LOT", "2016 x", "x"),
        ("LOT", "2016 #N/A", "#N/A"),
    ]);
}

#[test]
fn a_condition_is_read() {
    for (token, expected) in [
        ("T", Ok(true)),
        ("F?", Ok(false)),
        ("_", Ok(false)),
        ("x?", Err("x?")),
        ("#N/A", Err("#N/A")),
        ("1", Err("#VALUE!")),
    ] {
        assert_eq!(condition(&cell(token)), expected.map_err(cell), "{token}");
    }
}

#[test]
fn an_error_keeps_where_it_began() {
    let origin = Some(CellRef { column: 7, period: 2, row: 11 });
    let error = Value::Error(CellError { code: ErrorCode::Div0, origin });
    let list = [Cell::firm(Value::Number(1.into())), Cell::new(error.clone(), true)];
    with_context(|context| {
        for function in [Function::Sum, Function::Average, Function::Max, Function::Median, Function::CountA]
        {
            let result = call(function, &[Argument::List(&list)], context);
            assert_eq!(result, Cell::new(error.clone(), true), "{function:?}");
        }
    });
}

#[test]
fn the_order_of_a_list_changes_nothing() {
    let numbers =
        ["0.1", "33.33333333333333333333", "99999999.5", "0.00000000000000000007", "-12345678", "1.5", "8"];
    let mut cells: Vec<Cell> =
        numbers.iter().map(|number| Cell::firm(Value::Number(number.parse().unwrap()))).collect();
    let functions = [
        Function::Sum,
        Function::Average,
        Function::Product,
        Function::StDev,
        Function::Median,
        Function::Max,
    ];
    with_context(|context| {
        let results =
            |cells: &[Cell]| functions.map(|function| call(function, &[Argument::List(cells)], context));
        let first = results(&cells);
        for step in 0..20 {
            cells.rotate_left(1 + step % 3);
            cells.swap(0, step % 7);
            assert_eq!(results(&cells), first);
        }
    });
}

#[test]
fn a_text_that_grows_is_stopped() {
    let long = Cell::firm(Value::text(&"长".repeat(20_000)));
    with_context(|context| {
        let both = [Argument::One(long.clone()), Argument::One(long.clone())];
        assert_eq!(call(Function::Concat, &both, context), Cell::error(ErrorCode::Value));
        assert_eq!(call(Function::Concat, &both[..1], context), long);
    });
}

#[test]
fn every_function_takes_whatever_it_is_given() {
    let cells: Vec<Cell> = read_all(
        "1 -1 0 0.5 79228162514264337593543950335 -79228162514264337593543950335 \
         0.0000000000000000000000000001 100000 \"\" \"a\" \"0.00\" T F _ x #N/A d1900-01-01 d9999-12-31 g0.1 g9.9 s9.9 ~",
    )
    .into_iter()
    .map(|argument| if let Argument::One(cell) = argument { cell } else { Cell::BLANK })
    .collect();
    let list = cells.get(..8).unwrap();
    with_context(|context| {
        for function in Function::ALL {
            let _ = call(function, &[], context);
            for (first, second) in cells.iter().flat_map(|a| cells.iter().map(move |b| (a, b))) {
                let one = |cell: &Cell| Argument::One(cell.clone());
                let table = || Argument::Table { columns: 2, cells: list };
                for arguments in [
                    vec![one(first)],
                    vec![one(first), one(second)],
                    vec![one(first), one(second), one(first)],
                    vec![one(first), one(second), one(second), one(first)],
                    vec![Argument::List(list), one(second)],
                    vec![one(first), Argument::List(list), one(second)],
                    vec![Argument::List(&cells), one(first), Argument::List(&cells)],
                    vec![one(first), table(), Argument::Missing],
                    vec![table(), one(first), one(second)],
                ] {
                    let _ = call(function, &arguments, context);
                    let _ = call_list(function, &arguments, context);
                }
            }
        }
    });
}

/// Every function of the catalogue has its cases above.
#[test]
fn no_function_is_untested() {
    let source = include_str!("tests.rs");
    for function in Function::ALL {
        let name = function.signature().name;
        let start = format!("(\"{name}\", ");
        let alone = format!("\"{name}\",\n");
        assert!(source.matches(&start).count() + source.matches(&alone).count() > 0, "{name}");
    }
}

fn check(cases: &[Case]) {
    with_context(|context| {
        let mut wrong = Vec::new();
        for (name, arguments, expected) in cases {
            let Some(Known::Function(signature)) = lookup(name) else { panic!("{name} is no function") };
            let arguments_read = read_all(arguments);
            let found = if signature.shape == crate::formula::catalogue::Shape::List {
                match call_list(signature.function, &arguments_read, context) {
                    Ok(cells) => format!("[{}]", cells.iter().map(show).collect::<Vec<_>>().join(" ")),
                    Err(cell) => show(&cell),
                }
            } else {
                show(&call(signature.function, &arguments_read, context))
            };
            if found != *expected {
                wrong.push(format!("{name} {arguments} = {found}, not {expected}"));
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    });
}

pub(crate) fn with_context(run: impl FnOnce(&Context<'_>)) {
    let ladder = |names: &[&str]| names.iter().map(|name| Arc::from(*name)).collect::<Vec<Arc<str>>>();
    let grades = [ladder(&["不合格", "合格", "良好", "优秀"]), ladder(&["差", "好"])];
    let subject_name = |subject: SubjectRef| match (subject.class, subject.row) {
        (0, 0) => Some(Arc::from("城关镇")),
        (0, 1) => Some(Arc::from("高桥镇")),
        _ => None,
    };
    // The autumn of 2024: off from 1 to 7 October, made up for on 29 September and 12 October.
    let is_working_day = |date: NaiveDate| match (date.year(), date.month(), date.day()) {
        (2024, 10, 1..=7) => false,
        (2024, 9, 29) | (2024, 10, 12) => true,
        _ => date.weekday().num_days_from_monday() < 5,
    };
    run(&Context { grades: &grades, subject_name: &subject_name, is_working_day: &is_working_day });
}

/// Reads arguments in the notation of the cases; lists live as long as the program.
fn read_all(text: &str) -> Vec<Argument<'static>> {
    let mut arguments = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end;
        if let Some(inside) = rest.strip_prefix('[') {
            let list = inside.split(']').next().unwrap();
            end = list.len().saturating_add(2);
            arguments.push(Argument::List(leak(list)));
        } else if let Some(inside) = rest.strip_prefix('{') {
            let rows = inside.split('}').next().unwrap();
            end = rows.len().saturating_add(2);
            let columns = cells(rows.split(';').next().unwrap()).len().max(2);
            arguments.push(Argument::Table { columns, cells: leak(&rows.replace(';', " ")) });
        } else {
            end = token_end(rest);
            arguments.push(match &rest[..end] {
                "~" => Argument::Missing,
                token => Argument::One(cell(token)),
            });
        }
        rest = rest[end..].trim_start();
    }
    arguments
}

fn leak(text: &str) -> &'static [Cell] {
    Vec::leak(cells(text))
}

fn cells(text: &str) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = token_end(rest);
        cells.push(cell(&rest[..end]));
        rest = rest[end..].trim_start();
    }
    cells
}

/// Where the token at the start of a text ends; blanks in quotes belong to it.
fn token_end(text: &str) -> usize {
    let mut is_quoted = false;
    let ends = |(_, character): &(usize, char)| {
        is_quoted ^= *character == '"';
        *character == ' ' && !is_quoted
    };
    text.char_indices().find(ends).map_or(text.len(), |(end, _)| end)
}

pub(crate) fn cell(token: &str) -> Cell {
    let (token, provisional) = match token.strip_suffix('?') {
        Some(rest) => (rest, true),
        None => (token, false),
    };
    let pair = |text: &str| {
        let (a, b) = text.split_once('.').unwrap();
        (a.parse().unwrap(), b.parse().unwrap())
    };
    let value = match token {
        "_" => Value::Blank,
        "x" => Value::Exempt,
        "T" => Value::Truth(true),
        "F" => Value::Truth(false),
        _ if token.starts_with('#') => Value::error(ErrorCode::from_text(token).unwrap()),
        _ if token.starts_with('"') => Value::text(token.trim_matches('"').replace("\\\\", "\\").as_str()),
        _ if token.starts_with('d') => Value::Date(token[1..].parse().unwrap()),
        _ if token.starts_with('g') => {
            let (ladder, place) = pair(&token[1..]);
            Value::Grade(GradeRef { ladder, place })
        }
        _ if token.starts_with('s') => {
            let (class, row) = pair(&token[1..]);
            Value::Subject(SubjectRef { class, row })
        }
        _ => Value::Number(token.parse().unwrap()),
    };
    Cell { value, provisional }
}

pub(crate) fn show(cell: &Cell) -> String {
    let value = match &cell.value {
        Value::Blank => "_".to_owned(),
        Value::Exempt => "x".to_owned(),
        Value::Truth(true) => "T".to_owned(),
        Value::Truth(false) => "F".to_owned(),
        Value::Text(text) => format!("\"{text}\""),
        Value::Date(date) => format!("d{date}"),
        Value::Grade(grade) => format!("g{}.{}", grade.ladder, grade.place),
        Value::Subject(subject) => format!("s{}.{}", subject.class, subject.row),
        Value::Number(number) => crate::num::format(*number),
        Value::Error(error) => error.code.text().to_owned(),
    };
    if cell.provisional { value + "?" } else { value }
}
