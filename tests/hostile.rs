//! Hostile content ends in an answer: every reader is bounded, every output clean.

use std::fs;

use runworthy::assessment::judge;
use runworthy::checks::CHECKS;
use runworthy::facts::Facts;
use runworthy::snapshot::Snapshot;

#[test]
fn hostile_files_end_in_answers() {
    let folder = tempfile::tempdir().unwrap();
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(50_000), close.repeat(50_000));
    let bomb = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\nkind: Deployment\nalert: x\nexpr: *f\n";
    let files: Vec<(&str, Vec<u8>)> = vec![
        (".github/workflows/ci.yml", deep("[", "]").into_bytes()),
        (".gitlab-ci.yml", b"a: &a\n  extends: b\nb:\n  extends: a\n  script: x\nc:\n  extends: [a, b]\n".to_vec()),
        ("k8s/bomb.yaml", bomb.as_bytes().to_vec()),
        ("package.json", deep("{\"a\":", "}").into_bytes()),
        ("pyproject.toml", format!("a = {}", deep("[", "]")).into_bytes()),
        ("main.tf", format!("a = {}", deep("[", "]")).into_bytes()),
        ("pom.xml", "<a>".repeat(50_000).into_bytes()),
        ("Dockerfile", b"FROM ${A${B${C}}}\nARG A=${A}\nFROM ${A}\n".to_vec()),
        ("README.md", deep("[", "](x)").into_bytes()),
        ("a.py", [b"try:\n".repeat(20_000), b"except".to_vec()].concat()),
        ("a.js", deep("`${", "}`").into_bytes()),
        ("a.rs", deep("{", "}").into_bytes()),
        ("a.rb", b"<<~A ".repeat(10_000)),
        ("a.ex", b"~s(".repeat(10_000)),
        ("broken.go", vec![0xff, 0xfe, 0x00, 0xd8, 0x41]),
        ("latin.java", b"class A { // caf\xe9 \x1b[31m\n}".to_vec()),
        ("Makefile", b"a: b\nb: a\n\ta\n".to_vec()),
        ("alerts/x.yml", b"groups: [{rules: [{alert: \"\x1b]0;x\x07\", expr: up}]}]\n".to_vec()),
    ];
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let facts = Facts::new(Snapshot::of(folder.path()).unwrap());
    facts.prepare();
    for judged in judge(CHECKS, &facts) {
        assert!(!judged.answer.summary().contains("a bug"), "{}: {}", judged.meta.id, judged.answer.summary());
    }
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_runworthy")).args(["--verbose"]).arg(folder.path()).output().unwrap();
    assert!(output.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!output.stdout.contains(&0x1b) && !output.stdout.contains(&0x07), "a terminal escape came through");
}
