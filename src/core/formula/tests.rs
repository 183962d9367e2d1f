//! Formulas as examples: text to canonical text, text to problems, and properties of both.

use proptest::prelude::*;

use super::*;
use crate::diag::{Message, Span};
use crate::num::Decimal;

/// Reads a good formula and compares it with its canonical text, which must read as the same tree.
#[track_caller]
fn check(text: &str, canonical: &str) {
    let parsed = parse(text);
    assert_eq!(parsed.problems, [], "{text}");
    assert_eq!(print(&parsed.tree), canonical, "{text}");
    let again = parse(canonical);
    assert_eq!(again.problems, [], "{canonical}");
    assert_eq!(without_spans(again.tree), without_spans(parsed.tree), "{text}");
}

/// Reads a bad formula and compares its problems, each as the part of the text and what is wrong with it.
#[track_caller]
fn check_problems(text: &str, expected: &[(&str, &str)]) {
    let found: Vec<(String, String)> = parse(text)
        .problems
        .into_iter()
        .map(|(span, message)| (text[span.start as usize..span.end as usize].to_owned(), short(&message)))
        .collect();
    let found: Vec<(&str, &str)> = found.iter().map(|(part, what)| (part.as_str(), what.as_str())).collect();
    assert_eq!(found, expected, "{text}");
}

fn short(message: &Message) -> String {
    match message {
        Message::UnknownCharacter { found } => format!("unknown {found}"),
        Message::UnclosedQuote => "unclosed quote".to_owned(),
        Message::UnclosedBracket { open } => format!("unclosed {open}"),
        Message::ExpectedToken { expected, found } => format!("not {found} but {expected}"),
        Message::MissingOperand { operator } => format!("no operand for {operator}"),
        Message::MissingOperator { found } => format!("no operator before {found}"),
        Message::UnexpectedToken { found } => format!("no place for {found}"),
        Message::MissingName { after } => format!("no name after {after}"),
        Message::NotALiteral { found } => format!("no literal: {found}"),
        Message::UnevenRows { expected, found } => format!("row of {found}, not {expected}"),
        Message::BadNumber { text } => format!("bad number {text}"),
        Message::EmptyFormula => "empty".to_owned(),
        Message::FormulaTooDeep { limit } => format!("deeper than {limit}"),
        Message::FormulaTooLong { limit } => format!("longer than {limit}"),
        other => panic!("not a message of the formula: {other:?}"),
    }
}

/// Every node in brackets, so that the grouping can be seen.
fn grouped(node: &Node) -> String {
    match &node.kind {
        Kind::Binary(operator, left, right) => {
            format!("({}{}{})", grouped(left), operator.symbol(), grouped(right))
        }
        Kind::Unary(Sign::Minus, operand) => format!("(-{})", grouped(operand)),
        Kind::Unary(Sign::Plus, operand) => format!("(+{})", grouped(operand)),
        Kind::Percent(operand) => format!("({}%)", grouped(operand)),
        _ => print(node),
    }
}

fn without_spans(mut node: Node) -> Node {
    node.span = Span::default();
    match &mut node.kind {
        Kind::Path(names) => names.iter_mut().for_each(|name| name.span = Span::default()),
        Kind::Call { name_span, arguments, .. } => {
            *name_span = Span::default();
            arguments.iter_mut().for_each(forget);
        }
        Kind::Unary(_, operand) | Kind::Percent(operand) => forget(operand),
        Kind::Binary(_, left, right) => {
            forget(left);
            forget(right);
        }
        Kind::Array(rows) => rows.iter_mut().flatten().for_each(forget),
        Kind::Number(_) | Kind::Text(_) | Kind::Truth(_) | Kind::Error(_) | Kind::Missing | Kind::Hole => {}
    }
    node
}

fn forget(node: &mut Node) {
    let hole = Node { kind: Kind::Hole, span: Span::default() };
    *node = without_spans(std::mem::replace(node, hole));
}

#[test]
fn writes_what_it_reads() {
    for (text, canonical) in [
        // numbers
        ("1", "1"),
        ("=1", "1"),
        (" = 1 ", "1"),
        ("＝１２．５", "12.5"),
        ("2.50", "2.5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("007", "7"),
        ("1E3", "1000"),
        ("1.5e-2", "0.015"),
        ("１Ｅ＋２", "100"),
        ("10E-29", "0.0000000000000000000000000001"),
        ("0E9999", "0"),
        ("79228162514264337593543950335", "79228162514264337593543950335"),
        ("0.50000000000000000000000000000000000000", "0.5"),
        ("90%", "90%"),
        ("９０％", "90%"),
        ("5%%", "5%%"),
        // texts, truths, errors
        ("\"优秀\"", "\"优秀\""),
        ("“优秀”", "\"优秀\""),
        ("””", "\"\""),
        ("＂是＂", "\"是\""),
        (r#""他说“好”""#, r#""他说“好”""#),
        (r#""a""b""#, r#""a""b""#),
        (r#""""""#, r#""""""#),
        ("\"（全角）\"", "\"（全角）\""),
        ("true", "TRUE"),
        ("ＦＡＬＳＥ", "FALSE"),
        ("TRUE()", "TRUE"),
        ("#n/a", "#N/A"),
        ("＃ＤＩＶ／０！", "#DIV/0!"),
        ("#NUM!+#NAME?", "#NUM! + #NAME?"),
        // references
        ("完成数", "完成数"),
        ("_a1", "_a1"),
        ("乡镇.周考评.总分", "乡镇.周考评.总分"),
        ("a . b", "a.b"),
        ("a．b", "a.b"),
        ("'第一书记 (驻村)'", "'第一书记 (驻村)'"),
        ("‘第一书记（驻村）’.得分", "'第一书记（驻村）'.得分"),
        ("'it''s'", "'it''s'"),
        ("'1季度'.得分", "'1季度'.得分"),
        ("'完成数'", "完成数"),
        ("'TRUE'", "'TRUE'"),
        ("a.TRUE", "a.'TRUE'"),
        ("sum + rank", "sum + rank"),
        ("指标０１", "指标０１"),
        // operators
        ("a*b/c", "a * b / c"),
        ("ａ×ｂ÷ｃ−ｄ", "ａ * ｂ / ｃ - ｄ"),
        ("(a)", "a"),
        ("((a+b))*c", "(a + b) * c"),
        ("（（完成数）／目标）＊１００", "完成数 / 目标 * 100"),
        ("a-(b-c)", "a - (b - c)"),
        ("(a-b)-c", "a - b - c"),
        ("a/(b*c)", "a / (b * c)"),
        ("a^(b^c)", "a^(b^c)"),
        ("(a^b)^c", "a^b^c"),
        ("-2^2", "-2^2"),
        ("-(2^2)", "-(2^2)"),
        ("2^-1", "2^-1"),
        ("--a", "--a"),
        ("a--b", "a - -b"),
        ("(-a)%", "(-a)%"),
        ("-a%", "-a%"),
        ("(a+b)%", "(a + b)%"),
        ("a≥b", "a >= b"),
        ("（a≤b）＝（c≠d）", "a <= b = (c <> d)"),
        ("a<>b", "a <> b"),
        ("a＜＞b", "a <> b"),
        ("a=-1", "a = -1"),
        ("a&b＆\"分\"", "a & b & \"分\""),
        // calls and tables
        ("sum(a)", "SUM(a)"),
        ("ＳＵＭ（a，b）", "SUM(a, b)"),
        ("IF (a>1 , 1 , )", "IF(a > 1, 1,)"),
        ("IF(a,,b)", "IF(a,, b)"),
        ("EXEMPT()", "EXEMPT()"),
        ("求和(a)", "求和(a)"),
        ("STDEV.S(a)", "STDEV.S(a)"),
        ("ROUND(AVERAGE(ALL(a.b)),2)", "ROUND(AVERAGE(ALL(a.b)), 2)"),
        ("BAND(x,{0,1;60%,2})", "BAND(x, {0, 1; 0.6, 2})"),
        ("｛-1，+2；“a”，TRUE｝", "{-1, 2; \"a\", TRUE}"),
        ("{#N/A}", "{#N/A}"),
        ("a\u{3000}+\u{a0}\n\u{200b}b", "a + b"),
    ] {
        check(text, canonical);
    }
}

#[test]
fn groups_as_excel_does() {
    for (text, groups) in [
        ("-2^2", "((-2)^2)"),
        ("2^-2^2", "((2^(-2))^2)"),
        ("2^3^2", "((2^3)^2)"),
        ("-5%", "(-(5%))"),
        ("2^50%", "(2^(50%))"),
        ("a+b*c", "(a+(b*c))"),
        ("a*b+c", "((a*b)+c)"),
        ("a-b-c", "((a-b)-c)"),
        ("a/b*c", "((a/b)*c)"),
        ("a+b&c+d", "((a+b)&(c+d))"),
        ("a&b=c&d", "((a&b)=(c&d))"),
        ("a<b<c", "((a<b)<c)"),
        ("a=b>=c", "((a=b)>=c)"),
        ("a*-b^c", "(a*((-b)^c))"),
        ("-+a", "(-(+a))"),
        ("a--b", "(a-(-b))"),
        ("1-a/b^2*3>=4&5", "((1-((a/(b^2))*3))>=(4&5))"),
    ] {
        assert_eq!(grouped(&parse(text).tree), groups, "{text}");
    }
}

#[test]
fn says_what_is_wrong_and_where() {
    for (text, problems) in [
        // nothing there
        ("", &[("", "empty")] as &[_]),
        ("=", &[("=", "empty")]),
        (" ＝ ", &[(" ＝ ", "empty")]),
        ("()", &[("(", "no operand for (")]),
        ("（）", &[("（", "no operand for （")]),
        // operands
        ("1+", &[("+", "no operand for +")]),
        ("*2", &[("*", "no operand for *")]),
        ("a＋＊b", &[("＋", "no operand for ＋")]),
        ("-", &[("-", "no operand for -")]),
        ("a+(b*)", &[("*", "no operand for *")]),
        ("%", &[("%", "no operand for %")]),
        ("==a", &[("=", "no operand for =")]),
        ("IF(a>,1,2)", &[(">", "no operand for >")]),
        // operators
        ("a b", &[("b", "no operator before b")]),
        ("完成数 目标 100", &[("目标", "no operator before 目标")]),
        ("2(a+b)", &[("(", "no operator before (")]),
        ("'IF'(a)", &[("(", "no operator before (")]),
        ("a=>b", &[("=>", "not => but >=")]),
        ("a＝＜b", &[("＝＜", "not ＝＜ but <=")]),
        ("a!=b", &[("!=", "not != but <>")]),
        ("a==b", &[("==", "not == but =")]),
        ("a&&b", &[("&&", "not && but AND(…)")]),
        ("a||b", &[("||", "not || but OR(…)")]),
        // characters
        ("a@b", &[("@", "unknown @")]),
        ("a、b", &[("、", "unknown 、")]),
        ("SUM(a：b)", &[("：", "unknown ：")]),
        ("@", &[("@", "unknown @")]),
        ("a $$$ b", &[("$$$", "unknown $")]),
        ("#SPILL!+1", &[("#SPILL!", "unknown #")]),
        // quotes
        ("\"abc", &[("\"", "unclosed quote")]),
        ("IF(a=\"优秀,1,0)", &[("\"", "unclosed quote")]),
        ("SUM('第一书记, b)", &[("'", "unclosed quote")]),
        ("''", &[("''", "no name after '")]),
        ("\"优秀”", &[("\"", "unclosed quote")]),
        // brackets
        ("SUM(a", &[("(", "unclosed (")]),
        ("SUM（a，b", &[("（", "unclosed (")]),
        ("IF(a,", &[("(", "unclosed (")]),
        ("SUM(", &[("(", "unclosed (")]),
        ("(a+b", &[("(", "unclosed (")]),
        ("{1,2", &[("{", "unclosed {")]),
        ("SUM({1,2)", &[("{", "unclosed {")]),
        ("{SUM(1}", &[("SUM(1", "no literal: SUM(1"), ("(", "unclosed (")]),
        ("SUM(a}", &[("}", "not } but )")]),
        ("{1)", &[(")", "not ) but }")]),
        ("a)", &[(")", "no place for )")]),
        ("a)+b", &[(")", "no place for )")]),
        ("}", &[("}", "no place for }")]),
        ("(1+", &[("(", "unclosed ("), ("+", "no operand for +")]),
        // separators
        ("SUM(a；b)", &[("；", "not ； but ,")]),
        ("a,b", &[(",", "no place for ,")]),
        ("(a,b)*2", &[(",", "no place for ,")]),
        (",a", &[(",", "no place for ,")]),
        // names
        ("1季度+a", &[("1季度", "not 1季度 but '1季度'")]),
        ("a.1季度", &[("1季度", "not 1季度 but '1季度'")]),
        ("a.2024", &[("2024", "not 2024 but '2024'")]),
        ("a.+b", &[(".", "no name after .")]),
        ("a..b", &[(".", "no name after ."), (".", "no place for .")]),
        (".a", &[(".", "no place for .")]),
        ("TRUE.a", &[(".", "no place for .")]),
        // numbers
        ("1.2.3", &[("1.2.3", "bad number 1.2.3")]),
        ("1.5米", &[("1.5米", "bad number 1.5米")]),
        ("1E29", &[("1E29", "bad number 1E29")]),
        ("1E99999999999999999999", &[("1E99999999999999999999", "bad number 1E99999999999999999999")]),
        (
            "0.12345678901234567890123456789",
            &[("0.12345678901234567890123456789", "bad number 0.12345678901234567890123456789")],
        ),
        // constant tables
        ("{}", &[("{", "no operand for {")]),
        ("{1,,2}", &[(",", "no operand for ,")]),
        ("{a,1}", &[("a", "no literal: a")]),
        ("{1+2,-TRUE}", &[("1+2", "no literal: 1+2"), ("-TRUE", "no literal: -TRUE")]),
        ("{1,2;3;4,5}", &[("3", "row of 1, not 2")]),
        ("{{1}}", &[("{1}", "no literal: {1}")]),
    ] {
        check_problems(text, problems);
    }
}

#[test]
fn gives_several_problems_at_once() {
    for (text, problems) in [
        ("IF(a>,1,b*)", &[(">", "no operand for >"), ("*", "no operand for *")] as &[_]),
        ("IF(a b;1;2)", &[("b", "no operator before b"), (";", "not ; but ,"), (";", "not ; but ,")]),
        ("@a + (b", &[("@", "unknown @"), ("(", "unclosed (")]),
        ("1季度 + 2.3.4 * c", &[("1季度", "not 1季度 but '1季度'"), ("2.3.4", "bad number 2.3.4")]),
        ("a, b*", &[(",", "no place for ,"), ("*", "no operand for *")]),
        ("a b + c d", &[("b", "no operator before b"), ("d", "no operator before d")]),
        (
            "如果（得分＞＝，１，“优”“秀”）+",
            &[
                ("＞＝", "no operand for ＞＝"),
                ("“秀”", "no operator before “秀”"),
                ("+", "no operand for +"),
            ],
        ),
        ("SUM(a, {1,b;2}", &[("(", "unclosed ("), ("b", "no literal: b"), ("2", "row of 1, not 2")]),
        ("a ? b = > c", &[("?", "unknown ?"), ("=", "no operand for =")]),
    ] {
        check_problems(text, problems);
    }
}

#[test]
fn keeps_what_could_be_read() {
    for (text, canonical) in [
        ("a + * b", "a + ? * b"),
        ("SUM(a; b", "SUM(a, b)"),
        ("IF(a >, 1, 2)", "IF(a > ?, 1, 2)"),
        ("a) + b", "a + b"),
        ("a b + c", "a + c"),
        ("1季度 + 1", "'1季度' + 1"),
        ("a.b. + 1", "a.b + 1"),
        ("", "?"),
    ] {
        assert_eq!(print(&parse(text).tree), canonical, "{text}");
    }
}

#[test]
fn nodes_know_their_place() {
    let text = "（完成数＋b）×SUM(x, 's t'.y)";
    let tree = parse(text).tree;
    let mut parts = Vec::new();
    walk(&tree, &mut |node| parts.push(&text[node.span.start as usize..node.span.end as usize]));
    assert_eq!(parts, [text, "（完成数＋b）", "完成数", "b", "SUM(x, 's t'.y)", "x", "'s t'.y"]);
    let names: Vec<&str> = paths(&tree).into_iter().flatten().map(|name| name.text.as_str()).collect();
    assert_eq!(names, ["完成数", "b", "x", "s t", "y"]);
}

#[test]
fn is_limited_in_length_and_depth() {
    let limits = |text: &str| -> Vec<String> {
        parse(text).problems.iter().map(|(_, message)| short(message)).collect()
    };
    let long = "长".repeat(8192);
    assert!(parse(&long).problems.is_empty());
    assert_eq!(limits(&format!("{long}长")), ["longer than 8192"]);
    let nested = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(limits(&nested(64)), [""; 0]);
    assert_eq!(limits(&nested(65)), ["deeper than 64"]);
    assert_eq!(limits(&"(".repeat(8192)), ["deeper than 64"]);
    assert_eq!(limits(&"F(".repeat(4000)), ["deeper than 64"]);
    assert_eq!(limits(&"{".repeat(8192)), ["deeper than 64"]);
    assert_eq!(limits(&format!("a{}", "+a".repeat(255))), [""; 0]);
    assert_eq!(limits(&format!("a{}", "+a".repeat(256))), ["deeper than 256"]);
    assert_eq!(limits(&"-".repeat(8000)), ["deeper than 256", "no operand for -"]);
    assert_eq!(limits(&format!("1{}", "%".repeat(8000))), ["deeper than 256"]);
    assert_eq!(limits(&format!("a{}", "^-a".repeat(2000))), ["deeper than 256"]);
    assert_eq!(limits(&format!("a{}", ".b".repeat(4000))), [""; 0]);
}

#[test]
fn references_can_be_shown_otherwise() {
    let tree = parse("完成数 / 周考评.目标 + 完成数").tree;
    let renamed = print_with(&tree, &mut |path| {
        let last = path.last()?;
        (last.text == "完成数").then(|| quoted("完成 数"))
    });
    assert_eq!(renamed, "'完成 数' / 周考评.目标 + '完成 数'");
}

#[test]
fn folds_width_and_keeps_case() {
    for (name, folded) in
        [("完成数", "完成数"), ("Ａ（１）", "A(1)"), ("a\u{3000}b", "a b"), ("“x”", "“x”"), ("", "")]
    {
        assert_eq!(fold(name), folded);
    }
    assert!(is_reserved("True") && is_reserved("ｆａｌｓｅ") && !is_reserved("SUM"));
    for (name, written) in [
        ("SUM", "SUM"),
        ("false", "'false'"),
        ("", "''"),
        ("a'b", "'a''b'"),
        ("a.b", "'a.b'"),
        ("１a", "'１a'"),
    ] {
        assert_eq!(quoted(name), written);
    }
}

fn node(kind: Kind) -> Node {
    Node { kind, span: Span::default() }
}

fn literals() -> impl Strategy<Value = Node> {
    prop_oneof![
        (0..(1_i128 << 96), 0..=28_u32).prop_map(|(digits, places)| {
            node(Kind::Number(Decimal::from_i128_with_scale(digits, places)))
        }),
        "[a\"'“”‘’＂优 ,(]{0,6}".prop_map(|text| node(Kind::Text(text))),
        any::<bool>().prop_map(|truth| node(Kind::Truth(truth))),
        prop::sample::select(vec!["#N/A", "#DIV/0!", "#REF!"])
            .prop_map(|text| node(Kind::Error(text.to_owned()))),
    ]
}

fn cells() -> impl Strategy<Value = Node> {
    literals().prop_flat_map(|cell| {
        any::<bool>().prop_map(move |negative| match &cell.kind {
            Kind::Number(value) if negative => node(Kind::Number(Decimal::ZERO.checked_sub(*value).unwrap())),
            _ => cell.clone(),
        })
    })
}

fn tables() -> impl Strategy<Value = Node> {
    (1..4_usize, 1..4_usize)
        .prop_flat_map(|(rows, columns)| prop::collection::vec(prop::collection::vec(cells(), columns), rows))
        .prop_map(|rows| node(Kind::Array(rows)))
}

fn references() -> impl Strategy<Value = Node> {
    let name = prop_oneof!["[a-z完成数_]{1,4}", "[ 1a'‘’“（(.＇]{1,4}", "true|FALSE|SUM"];
    prop::collection::vec(name.prop_map(|text| Name { text, span: Span::default() }), 1..4)
        .prop_map(|names| node(Kind::Path(names)))
}

fn trees() -> impl Strategy<Value = Node> {
    let operators = prop::sample::select(vec![
        Operator::Power,
        Operator::Multiply,
        Operator::Divide,
        Operator::Add,
        Operator::Subtract,
        Operator::Join,
        Operator::Equal,
        Operator::NotEqual,
        Operator::Less,
        Operator::LessOrEqual,
        Operator::Greater,
        Operator::GreaterOrEqual,
    ]);
    let signs = prop::sample::select(vec![Sign::Plus, Sign::Minus]);
    let leaf = prop_oneof![literals(), references(), tables(), Just(node(Kind::Hole))];
    leaf.prop_recursive(8, 64, 4, move |inner| {
        let argument = prop_oneof![4 => inner.clone(), 1 => Just(node(Kind::Missing))];
        prop_oneof![
            (signs.clone(), inner.clone()).prop_map(|(sign, part)| node(Kind::Unary(sign, Box::new(part)))),
            inner.clone().prop_map(|part| node(Kind::Percent(Box::new(part)))),
            (operators.clone(), inner.clone(), inner.clone()).prop_map(|(operator, left, right)| node(
                Kind::Binary(operator, Box::new(left), Box::new(right))
            )),
            ("[A-Z]{1,3}[0-9]?|求和", prop::collection::vec(argument, 0..4)).prop_map(
                |(name, mut arguments)| {
                    if matches!(arguments.as_slice(), [Node { kind: Kind::Missing, .. }]) {
                        arguments.clear();
                    }
                    node(Kind::Call { name, name_span: Span::default(), arguments })
                }
            ),
        ]
    })
}

/// Texts of everything that means something to the reader, and some that does not.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "完成数",
        "ｘ",
        "１",
        "2",
        ".",
        "．",
        "5E",
        "1e-3",
        "+",
        "＋",
        "-",
        "−",
        "*",
        "×",
        "/",
        "^",
        "%",
        "％",
        "&",
        "=",
        "＝",
        "<",
        "＞",
        "≥",
        "≠",
        "!",
        "(",
        "（",
        ")",
        "）",
        "{",
        "｛",
        "}",
        ",",
        "，",
        ";",
        "；",
        "\"",
        "“",
        "”",
        "'",
        "‘",
        "’",
        "#N/A",
        "#",
        "TRUE",
        "SUM(",
        "IF（",
        " ",
        "\u{3000}",
        "\n",
        "\u{200b}",
        "@",
        "、",
        "😀",
        "é",
    ]);
    prop_oneof![
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat()),
        prop::collection::vec(any::<char>(), 0..40).prop_map(String::from_iter),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn reads_what_it_writes(tree in trees()) {
        let text = print(&tree);
        let parsed = parse(&text);
        prop_assert_eq!(&without_spans(parsed.tree), &tree, "{}", text);
        let holes = text.contains('?');
        prop_assert!(holes || parsed.problems.is_empty(), "{}: {:?}", text, parsed.problems);
    }

    #[test]
    fn reads_any_text(text in texts()) {
        let parsed = parse(&text);
        let mut spans: Vec<Span> = parsed.problems.iter().map(|(span, _)| *span).collect();
        walk(&parsed.tree, &mut |node| spans.push(node.span));
        for span in spans {
            prop_assert!(text.get(span.start as usize..span.end as usize).is_some(), "{:?}", span);
        }
        prop_assert!(parsed.problems.is_sorted_by_key(|(span, _)| span.start));
        let once = print(&parsed.tree);
        prop_assert_eq!(print(&parse(&once).tree), once, "{}", text);
    }

    #[test]
    fn quotes_every_name(name in "\\PC{1,8}") {
        let parsed = parse(&quoted(&name));
        let name = Name { text: name, span: Span::default() };
        prop_assert_eq!(without_spans(parsed.tree), node(Kind::Path(vec![name])));
    }
}
