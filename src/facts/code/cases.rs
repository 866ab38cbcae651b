//! Test cases, those that are switched off without a condition, and signs of flaky tests.

use super::lexer::Kind;
use super::source::Source;
use crate::snapshot::Language;

/// What a file's tests show. Lines count from 1.
#[derive(Debug, Default, Clone)]
pub struct Cases {
    /// Test cases; each case of a parametrised one counts.
    pub count: usize,
    /// Line and number of cases that are switched off there.
    pub disabled: Vec<(u32, usize)>,
    /// Fixed sleeps.
    pub sleeps: Vec<u32>,
    /// Reruns and retries.
    pub retries: Vec<u32>,
}

/// One case: its line, its token, and how many it stands for.
struct Case {
    at: usize,
    times: usize,
}

/// Reads the tests of a file.
pub fn read(source: &Source<'_>) -> Cases {
    let mut cases = Vec::new();
    let mut off: Vec<(u32, std::ops::Range<usize>)> = Vec::new();
    let mut read = Cases::default();
    for at in 0..source.tokens.len() {
        if !source.in_test(at) {
            continue;
        }
        cases.extend(case(source, at));
        if let Some(range) = switched_off(source, at) {
            off.push((source.tokens[at].line, range));
        }
        signs(source, at, &mut read);
    }
    read.count = cases.iter().map(|case| case.times).sum();
    read.disabled = counted(&cases, off);
    read
}

/// How many cases each switch turns off; a case below two switches counts once.
fn counted(cases: &[Case], off: Vec<(u32, std::ops::Range<usize>)>) -> Vec<(u32, usize)> {
    let mut disabled = Vec::new();
    let mut done = 0;
    for (line, range) in off {
        // Both lists are in the order of the file: what an earlier switch turned off lies before `done`.
        let first = cases.partition_point(|case| case.at < range.start).max(done);
        let last = cases.partition_point(|case| case.at < range.end).max(first);
        let inside: usize = cases[first..last].iter().map(|case| case.times).sum();
        let single = range.len() <= 1;
        let below = single && done > 0 && cases.get(done - 1).is_some_and(|case| case.at >= range.start);
        let count = if single { usize::from(!below) } else { inside };
        done = done.max(last);
        if count > 0 {
            disabled.push((line, count));
        }
    }
    disabled
}

/// Is the token a call's name: a word before `(`, and no method of something?
fn called(source: &Source<'_>, at: usize) -> bool {
    source.mark(at + 1, "(") && !(at > 0 && (source.mark(at - 1, ".") || source.word(at - 1, "function") || source.word(at - 1, "def")))
}

fn is_string(source: &Source<'_>, at: usize) -> bool {
    source.get(at).is_some_and(|token| token.kind == Kind::String)
}

fn case(source: &Source<'_>, at: usize) -> Option<Case> {
    let token = source.tokens[at];
    if token.kind != Kind::Word {
        return (source.language == Language::Scala
            && token.kind == Kind::String
            && (source.word(at + 1, "in") || source.word(at + 1, "should") && is_string(source, at + 2) && source.word(at + 3, "in")))
        .then_some(Case { at, times: 1 });
    }
    let annotated = |names: &[&str]| {
        names.contains(&token.text) && at > 0 && (source.mark(at - 1, "@") || source.mark(at - 1, "[") || source.mark(at - 1, ","))
    };
    let once = |is: bool| is.then_some(Case { at, times: 1 });
    match source.language {
        Language::Python => (source.run(at, &["def"]) && source.get(at + 1).is_some_and(|name| name.text.starts_with("test")))
            .then(|| Case { at, times: parameters(source, at) }),
        Language::JavaScript | Language::TypeScript => javascript(source, at),
        Language::Java | Language::Kotlin | Language::Groovy => {
            let spock = source.language == Language::Groovy && token.text == "def" && is_string(source, at + 1);
            let kotest = source.language == Language::Kotlin
                && matches!(token.text, "test" | "it" | "should" | "scenario" | "then" | "Then")
                && called(source, at)
                && is_string(source, at + 2);
            once(spock || kotest || annotated(&["Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "Property", "TestTemplate"]))
        }
        Language::Scala => once(
            matches!(token.text, "test" | "it" | "scenario" | "property" | "Scenario" | "describe")
                && token.text != "describe"
                && called(source, at)
                && is_string(source, at + 2)
                || annotated(&["Test"]),
        ),
        Language::Go => once(
            token.text == "func"
                && source.get(at + 1).is_some_and(|name| name.text.starts_with("Test") || name.text.starts_with("Fuzz"))
                && source.mark(at + 2, "(")
                || matches!(token.text, "It" | "DescribeTable" | "Entry") && called(source, at)
                || source.run(at, &["t", ".", "Run", "("]),
        ),
        Language::Rust => once(rust_attribute(source, at)),
        Language::Ruby => once(
            matches!(token.text, "it" | "specify" | "scenario" | "test" | "example" | "its")
                && token.first
                && (is_string(source, at + 1)
                    || is_string(source, at + 2) && source.mark(at + 1, "(")
                    || source.mark(at + 1, "{")
                    || source.word(at + 1, "do")
                    || source.get(at + 1).is_some_and(|name| name.kind == Kind::Word) && opens_block(source, at))
                || token.text == "def" && source.get(at + 1).is_some_and(|name| name.text.starts_with("test_")),
        ),
        Language::CSharp | Language::FSharp => once(annotated(&[
            "Fact", "Theory", "Test", "TestCase", "TestMethod", "InlineData", "Property", "DataTestMethod", "SkippableFact",
        ])),
        Language::Php => once(
            token.text == "function"
                && source.get(at + 1).is_some_and(|name| name.text.starts_with("test") || name.text.starts_with("it_"))
                || matches!(token.text, "it" | "test") && called(source, at) && is_string(source, at + 2)
                || annotated(&["Test"]),
        ),
        Language::Elixir => once(matches!(token.text, "test" | "property") && token.first && is_string(source, at + 1)),
        Language::Swift => once(token.text == "func" && source.get(at + 1).is_some_and(|name| name.text.starts_with("test"))),
        Language::Dart => once(matches!(token.text, "test" | "testWidgets") && called(source, at)),
        Language::Clojure => once(token.text == "deftest"),
        _ => None,
    }
}

/// `it('…')`, `test.each(…)`, `it.only('…')`.
fn javascript(source: &Source<'_>, at: usize) -> Option<Case> {
    let word = source.tokens[at].text;
    if !matches!(word, "it" | "test" | "specify" | "xit" | "xtest" | "fit" | "Scenario")
        || at > 0 && (source.mark(at - 1, ".") || source.mark(at - 1, "/"))
    {
        return None;
    }
    let plain = source.mark(at + 1, "(")
        && source.get(at + 2).is_some_and(|token| token.kind == Kind::String || token.kind == Kind::Word && source.mark(at + 3, ","))
        && !source.mark(at + 3, ")");
    let chained = source.mark(at + 1, ".")
        && source.get(at + 2).is_some_and(|token| {
            matches!(token.text, "skip" | "only" | "concurrent" | "fails" | "failing" | "skipIf" | "runIf" | "fixme" | "slow")
        })
        && source.mark(at + 3, "(")
        && is_string(source, at + 4);
    if source.run(at + 1, &[".", "each"]) {
        let open = at + 3;
        let inner = (source.mark(open, "(") && source.mark(open + 1, "[")).then(|| elements(source, open + 1));
        return Some(Case { at, times: inner.unwrap_or(1).max(1) });
    }
    (plain || chained).then_some(Case { at, times: 1 })
}

/// The number of elements of the list that opens here.
fn elements(source: &Source<'_>, open: usize) -> usize {
    let close = source.close(open);
    let (mut at, mut count, mut any) = (open + 1, 0, false);
    while at < close {
        match source.tokens[at].text {
            "(" | "[" | "{" if source.tokens[at].kind == Kind::Mark => {
                any = true;
                at = source.close(at).max(at);
            }
            "," if source.tokens[at].kind == Kind::Mark => {
                count += usize::from(any);
                any = false;
            }
            _ => any = true,
        }
        at += 1;
    }
    count + usize::from(any)
}

/// How often the parameters above a Python test run it.
fn parameters(source: &Source<'_>, def: usize) -> usize {
    let indent = source.tokens[def].indent;
    let from = source.tokens[def.saturating_sub(1500)..def]
        .iter()
        .rposition(|token| {
            token.first
                && token.indent == indent
                && !token.mark("@")
                && !matches!(token.text, ")" | "]" | "}")
                && token.kind != Kind::String
        })
        .map_or(def.saturating_sub(1500), |found| def.saturating_sub(1500) + found + 1);
    let mut times = 1usize;
    for at in from..def {
        if source.word(at, "parametrize") && source.mark(at + 1, "(") {
            let list = (at + 2..source.close(at + 1)).find(|&open| source.mark(open, "["));
            // A list of names comes first where names are a list: the last list of the arguments holds the cases.
            let list = list.map(|open| {
                let after = source.close(open) + 1;
                if source.mark(after, ",") && source.mark(after + 1, "[") { after + 1 } else { open }
            });
            times = times.saturating_mul(list.map_or(1, |open| elements(source, open)).max(1));
        }
    }
    times.min(1000)
}

/// `#[test]`, `#[tokio::test]`, `#[rstest]` with its cases.
fn rust_attribute(source: &Source<'_>, at: usize) -> bool {
    let open = source.tokens[at.saturating_sub(8)..at].iter().rposition(|token| token.mark("[")).map(|found| at.saturating_sub(8) + found);
    let attribute = open.is_some_and(|open| {
        open > 0
            && source.mark(open - 1, "#")
            && source.tokens[open + 1..at].iter().all(|token| token.kind == Kind::Word || token.mark(":"))
    });
    attribute
        && (matches!(source.tokens[at].text, "rstest" | "case" | "test_case" | "wasm_bindgen_test")
            || source.tokens[at].text == "test" && (source.mark(at + 1, "]") || source.mark(at + 1, "(")))
}

/// The token range that a switch turns off; a range of one for a single case.
fn switched_off(source: &Source<'_>, at: usize) -> Option<std::ops::Range<usize>> {
    let token = source.tokens[at];
    if token.kind != Kind::Word {
        return None;
    }
    let one = Some(at..at + 1);
    let annotation = at > 0 && source.mark(at - 1, "@");
    match source.language {
        Language::Python => python_off(source, at),
        Language::JavaScript | Language::TypeScript => javascript_off(source, at),
        Language::Java | Language::Kotlin | Language::Groovy | Language::Scala => match token.text {
            "Disabled" | "Ignore" | "PendingFeature" if annotation => Some(declared(source, at)),
            "ignore" if called(source, at) && is_string(source, at + 2) => one,
            "xtest" | "xshould" | "xit" if called(source, at) => one,
            _ => None,
        },
        Language::Go => (matches!(token.text, "Skip" | "Skipf" | "SkipNow")
            && at >= 2
            && source.mark(at - 1, ".")
            && source.mark(at + 1, "(")
            && source.tokens[at - 2].first
            && top_level(source, at, "func")
            || matches!(token.text, "PIt" | "XIt") && called(source, at))
        .then_some(at..at + 1),
        Language::Rust => (token.text == "ignore" && at >= 2 && source.mark(at - 1, "[") && source.mark(at - 2, "#")).then_some(at..at + 1),
        Language::Ruby => ruby_off(source, at),
        Language::CSharp | Language::FSharp => match token.text {
            "Skip"
                if source.mark(at + 1, "=")
                    && !source.mark(at + 2, "=")
                    && at > 0
                    && (source.mark(at - 1, "(") || source.mark(at - 1, ",")) =>
            {
                one
            }
            "Ignore" if at > 0 && (source.mark(at - 1, "[") || source.mark(at - 1, ",")) => Some(declared(source, at)),
            _ => None,
        },
        Language::Php => {
            (matches!(token.text, "markTestSkipped" | "markTestIncomplete") && top_level(source, at, "function")).then_some(at..at + 1)
        }
        Language::Elixir => match token.text {
            "tag" if annotation && (source.run(at + 1, &[":", "skip"]) || source.run(at + 1, &["skip", ":"])) => one,
            "moduletag" if annotation && (source.run(at + 1, &[":", "skip"]) || source.run(at + 1, &["skip", ":"])) => {
                Some(0..source.tokens.len())
            }
            _ => None,
        },
        _ => None,
    }
}

fn python_off(source: &Source<'_>, at: usize) -> Option<std::ops::Range<usize>> {
    let token = source.tokens[at];
    let decorated = || {
        source.tokens[at.saturating_sub(6)..at]
            .iter()
            .rev()
            .take_while(|token| token.kind == Kind::Word || token.mark(".") || token.mark("@"))
            .any(|token| token.mark("@"))
    };
    match token.text {
        "skip" | "SkipTest" if decorated() => {
            let start = source.line_end(at);
            let body = (start..source.tokens.len().min(start + 1_000))
                .find(|&next| source.tokens[next].first && matches!(source.tokens[next].text, "def" | "class" | "async"))?;
            let end = if source.word(body, "class") { source.indented_end(body + 1, source.tokens[body].indent) } else { body + 2 };
            Some(body..end.max(body + 2))
        }
        "skip" if source.run(at.saturating_sub(3), &["pytest", ".", "mark", "."]) => None,
        "skip"
            if at >= 2
                && source.word(at - 2, "mark")
                && source.tokens[at.saturating_sub(8)..at].iter().any(|token| token.word("marks")) =>
        {
            Some(at..at + 1)
        }
        "skip" if at >= 2 && source.word(at - 2, "pytest") && source.tokens[at - 2].first => {
            // Directly below the function, not below a condition.
            let from = at.saturating_sub(2_000);
            let def = from + source.tokens[from..at].iter().rposition(|token| token.first && token.word("def"))?;
            let inner = source.tokens[def..at]
                .iter()
                .filter(|token| token.first)
                .map(|token| token.indent)
                .filter(|indent| *indent > source.tokens[def].indent)
                .min()?;
            (source.tokens[at - 2].indent == inner).then_some(at..at + 1)
        }
        _ => None,
    }
}

fn javascript_off(source: &Source<'_>, at: usize) -> Option<std::ops::Range<usize>> {
    let token = source.tokens[at];
    if at > 0 && source.mark(at - 1, ".") {
        return None;
    }
    let call = |open: usize| Some(at..source.close(open));
    match token.text {
        "xit" | "xtest" | "xspecify" if called(source, at) && is_string(source, at + 2) => Some(at..at + 1),
        "xdescribe" | "xcontext" if called(source, at) => call(at + 1),
        "describe" | "context" | "suite" if source.run(at + 1, &[".", "skip", "("]) && is_string(source, at + 4) => call(at + 3),
        "it" | "test" | "specify"
            if (source.run(at + 1, &[".", "skip", "("]) || source.run(at + 1, &[".", "fixme", "("])) && is_string(source, at + 4) =>
        {
            Some(at..at + 1)
        }
        _ => None,
    }
}

fn ruby_off(source: &Source<'_>, at: usize) -> Option<std::ops::Range<usize>> {
    let token = source.tokens[at];
    match token.text {
        "xit" | "xspecify" | "xscenario" if token.first => Some(at..at + 1),
        "xdescribe" | "xcontext" if token.first => Some(at..source.indented_end(at + 1, token.indent)),
        "skip" | "pending" if token.first && !source.mark(at + 1, "=") && !source.mark(at + 1, "{") => {
            let conditional = source.tokens[at..source.line_end(at)].iter().any(|token| matches!(token.text, "if" | "unless"));
            (!conditional && is_string(source, at + 1)).then_some(at..at + 1)
        }
        "skip" if source.mark(at + 1, ":") && (source.word(at + 2, "true") || is_string(source, at + 2)) => Some(at..at + 1),
        _ => None,
    }
}

/// The class or method that an annotation stands on.
fn declared(source: &Source<'_>, at: usize) -> std::ops::Range<usize> {
    let limit = source.tokens.len().min(at + 80);
    let start = if source.mark(at + 1, "(") { source.close(at + 1) + 1 } else { at + 1 };
    let found = (start..limit).find(|&next| matches!(source.tokens[next].text, "class" | "object" | "fun" | "def" | "void" | "{" | ";"));
    match found {
        Some(next) if matches!(source.tokens[next].text, "class" | "object") => {
            let open = (next..source.tokens.len().min(next + 200)).find(|&open| source.mark(open, "{")).unwrap_or(next);
            at..source.close(open)
        }
        _ => at..at + 1,
    }
}

/// Does the statement stand directly in the function's body, below no condition?
fn top_level(source: &Source<'_>, at: usize, keyword: &str) -> bool {
    let from = at.saturating_sub(2_000);
    let Some(function) = source.tokens[from..at].iter().rposition(|token| token.word(keyword)) else { return false };
    let function = from + function;
    let open = (function..at).filter(|&open| source.mark(open, "{") && source.close(open) > at).count();
    open == 1
}

fn signs(source: &Source<'_>, at: usize, read: &mut Cases) {
    let token = source.tokens[at];
    if token.kind != Kind::Word {
        return;
    }
    let after_dot = |word: &str| at >= 2 && source.mark(at - 1, ".") && source.word(at - 2, word);
    let slept = match source.language {
        Language::Python => token.text == "sleep" && (after_dot("time") || after_dot("asyncio")),
        Language::Java | Language::Kotlin | Language::Scala | Language::Groovy => {
            token.text == "sleep" && (after_dot("Thread") || after_dot("SECONDS"))
        }
        Language::Go => token.text == "Sleep" && after_dot("time"),
        Language::Rust => token.text == "sleep" && source.mark(at + 1, "("),
        Language::Ruby => token.text == "sleep" && token.first,
        Language::CSharp => matches!(token.text, "Sleep" | "Delay") && (after_dot("Thread") || after_dot("Task")),
        Language::Php => matches!(token.text, "sleep" | "usleep") && called(source, at),
        Language::Elixir => token.text == "sleep" && (after_dot("Process") || after_dot("timer")),
        Language::JavaScript | Language::TypeScript => {
            matches!(token.text, "waitForTimeout" | "sleep") && source.mark(at + 1, "(")
                || token.text == "wait"
                    && after_dot("cy")
                    && source.get(at + 2).is_some_and(|token| token.text.starts_with(|c: char| c.is_ascii_digit()))
        }
        _ => false,
    };
    if slept {
        read.sleeps.push(token.line);
    }
    let retried = matches!(token.text, "retryTimes" | "reruns" | "rspec_retry" | "RetryingTest" | "RetryTest" | "flaky")
        && (source.mark(at + 1, "(") || source.mark(at + 1, "=") || at > 0 && (source.mark(at - 1, ".") || source.mark(at - 1, "@")))
        || token.text == "retries" && at > 0 && source.mark(at - 1, ".") && source.mark(at + 1, "(")
        || token.text == "Retry" && at > 0 && source.mark(at - 1, "[");
    if retried {
        read.retries.push(token.line);
    }
}

/// Does the line end by opening a block of Ruby?
fn opens_block(source: &Source<'_>, at: usize) -> bool {
    let line = source.tokens[at].line;
    source.tokens[at..].iter().take(40).take_while(|token| token.line == line).last().is_some_and(|token| token.word("do"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(language: Language, text: &str) -> (usize, usize) {
        let cases = read(&Source::new(text, language, true));
        (cases.count, cases.disabled.iter().map(|(_, count)| count).sum())
    }

    #[test]
    fn cases_and_switched_off_ones_are_counted() {
        assert_eq!(
            counts(
                Language::Python,
                "@pytest.mark.parametrize('a', [1, 2, 3])\ndef test_a(a):\n    pass\n\n@pytest.mark.skip(reason='x')\ndef test_b():\n    pass\n\ndef test_c():\n    if x:\n        pytest.skip('y')\n"
            ),
            (5, 1)
        );
        assert_eq!(
            counts(
                Language::Python,
                "@unittest.skip('x')\nclass TestA:\n    def test_a(self):\n        pass\n    def test_b(self):\n        pass\n"
            ),
            (2, 2)
        );
        assert_eq!(
            counts(
                Language::TypeScript,
                "describe.skip('x', () => { it('a', () => {}); it('b', f) });\nit('c', g); xit('d', h); regex.test('e');"
            ),
            (4, 3)
        );
        assert_eq!(
            counts(
                Language::Java,
                "class A { @Test void a() {} @Disabled @Test void b() {} }\n@Disabled class B { @Test void c() {} @ParameterizedTest void d() {} }"
            ),
            (4, 3)
        );
        assert_eq!(
            counts(
                Language::Go,
                "func TestA(t *testing.T) { t.Skip(\"x\") }\nfunc TestB(t *testing.T) {\n if short { t.Skip() } }\nfunc TestC(t *testing.T) {\n t.Skip() }"
            ),
            (3, 1)
        );
        assert_eq!(counts(Language::Ruby, "it 'a' do\nend\nxit 'b' do\nend\nit 'c' do\n  skip 'later'\nend\n"), (2, 2));
        assert_eq!(
            counts(Language::CSharp, "[Fact] void A() {} [Fact(Skip = \"x\")] void B() {} [Theory, InlineData(1)] void C(int a) {}"),
            (4, 1)
        );
        assert_eq!(counts(Language::Ruby, "it a_case.description do\nend\nit = 1\n"), (1, 0));
        assert_eq!(counts(Language::Elixir, "@tag :skip\ntest \"a\" do\nend\ntest \"b\" do\nend\n"), (2, 1));
    }
}
