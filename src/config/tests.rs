use super::*;

fn parse(text: &str) -> Result<Config, ConfigError> {
    Config::parse(FILE, text, &|_| None)
}

fn error(text: &str) -> String {
    parse(text).unwrap_err().to_string()
}

fn today() -> Date {
    jiff::civil::date(2026, 5, 4)
}

#[test]
fn a_whole_configuration_is_read() {
    let config =
        parse("[service]\nname = \"shop\"\nroot = \"./apps/shop/\"\ntier = 1\n[verdict]\ngo = 90\n[weights]\nalerting = 5\n").unwrap();
    let shop = &config.services[0];
    assert_eq!((shop.root.as_str(), shop.label()), ("apps/shop", Some("shop")));
    let policy = config.policy(shop, today());
    assert_eq!((policy.thresholds.conditional, policy.thresholds.go), (55.0, 90.0));
    assert_eq!(config.weights["alerting"], 5.0);
}

#[test]
fn several_services_have_their_own_words() {
    let config = parse(
        "[terms.paid]\nanswer = \"yes\"\non = 2026-05-01\n[[service]]\nroot = \"apps/shop\"\n[[service]]\nroot = \"apps/till\"\ntier = 4\n\
         [service.verdict]\ngo = 60\n[service.terms.paid]\nanswer = \"no\"\non = 2026-05-02\n",
    )
    .unwrap();
    let reply = |at: usize| config.answers(&config.services[at]).reply("paid", today()).map(|reply| reply.word());
    assert_eq!((reply(0), reply(1)), (Some("yes"), Some("no")));
    assert_eq!(config.policy(&config.services[1], today()).thresholds, Thresholds { conditional: 30.0, go: 60.0 });
}

#[test]
fn a_shared_policy_is_extended() {
    let base = "[verdict]\ngo = 80\n[weights]\nalerting = 5\nincidents = 4\n[evidence]\n\"incidents/runbooks\" = \"https://wiki\"\n";
    let read = |path: &str| (path == "policy/base.toml").then(|| base.to_owned());
    let config = Config::parse(FILE, "extends = \"policy/base.toml\"\n[weights]\nalerting = 1\n", &read).unwrap();
    assert_eq!((config.weights["alerting"], config.weights["incidents"]), (1.0, 4.0));
    assert_eq!(config.claims[0].at.path, "policy/base.toml");
    assert_eq!(config.policy(&Service::default(), today()).thresholds.go, 80.0);
}

#[test]
fn errors_name_the_place_and_the_nearest_key() {
    assert_eq!(error("[service]\nnmae = \"x\"\n"), "runworthy.toml:2:1: unknown key `nmae`; did you mean `name`?");
    assert_eq!(error("[weights]\nalertin = 1\n"), "runworthy.toml:2:1: no area is called `alertin`; did you mean `alerting`?");
    assert_eq!(
        error("[checks.\"alerting/alerts-actionble\"]\n"),
        "runworthy.toml:1:9: no check is called `alerting/alerts-actionble`; did you mean `alerting/alerts-actionable`?"
    );
    assert_eq!(error("[verdict]\ngo = 180\n"), "runworthy.toml:2:6: a threshold is a number from 0 to 100");
    assert_eq!(error("[verdict]\nconditional = 60\ngo = 50\n"), "runworthy.toml:3:6: `go` must not be below `conditional`");
    assert_eq!(error("[service]\nroot = \"../x\"\n"), "runworthy.toml:2:8: `root` must name a path inside the repository");
    assert_eq!(error("[service]\ntier = 5\n"), "runworthy.toml:2:8: `tier` is a number from 1 (most depends on it) to 4");
    assert!(error("[service\n").starts_with("runworthy.toml:1:9: "));
    assert_eq!(
        error("[[service]]\nroot = \"a\"\n[[service]]\nname = \"a\"\n"),
        "runworthy.toml:4:8: two services are called `a`; give one another `name`"
    );
}

#[test]
fn errors_of_what_people_say() {
    let paid = |answer: &str| error(&format!("[terms.paid]\nanswer = \"{answer}\"\non = 2026-05-04\n"));
    assert_eq!(paid("yess"), "runworthy.toml:2:10: an answer is \"yes\", \"no\" or \"not-sure\"; did you mean `yes`?");
    assert_eq!(
        error("[terms.payed]\nanswer = \"yes\"\non = 2026-05-04\n"),
        "runworthy.toml:1:8: no term is called `payed`; did you mean `paid`?"
    );
    assert_eq!(
        error("[terms.paid]\nanswer = \"yes\"\non = 10:00:00\n"),
        "runworthy.toml:3:6: a day is written as 2026-01-31, without quotes"
    );
    assert_eq!(error("[terms.paid]\nanswer = \"yes\"\n"), "runworthy.toml:1:1: the key `on` is missing here");
    assert_eq!(error("[interview]\nlapse-days = 0\n"), "runworthy.toml:2:14: `lapse-days` is a number of days from 1 to 3650");
    assert_eq!(
        error("[[waiver]]\ncheck = \"alerting/alerts-defined\"\nreason = \" \"\nuntil = 2026-12-01\n"),
        "runworthy.toml:3:10: `reason` must not be empty"
    );
    assert_eq!(error("[evidence]\n\"incidents/runbooks\" = \"\"\n"), "runworthy.toml:2:24: `evidence` must not be empty");
}

#[test]
fn errors_of_knowledge_and_custom_checks() {
    let custom = |lines: &str| error(&format!("[[custom-check]]\ntitle = \"Ours\"\nfix = \"Do it\"\n{lines}\n"));
    assert_eq!(custom("id = \"ours\""), "runworthy.toml:4:6: `id` is an area and a name in kebab-case: \"alerting/our-pager\"");
    assert_eq!(custom("id = \"alertin/ours\""), "runworthy.toml:4:6: no area is called `alertin`; did you mean `alerting`?");
    assert_eq!(
        custom("id = \"alerting/alerts-defined\""),
        "runworthy.toml:4:6: `alerting/alerts-defined` is a built-in check; choose another name"
    );
    assert_eq!(
        custom("id = \"alerting/ours\""),
        "runworthy.toml:4:6: `alerting/ours` asks for nothing; give it `files`, `contains`, `key` or `dependency`"
    );
    assert!(custom("id = \"alerting/ours\"\nfiles = [\"a[\"]").starts_with("runworthy.toml:5:10: not a glob: "));
    assert!(
        custom("id = \"alerting/ours\"\ncontains = [{ file = \"*\", pattern = \"(\" }]")
            .starts_with("runworthy.toml:5:37: not a pattern: ")
    );
    assert!(custom("id = \"alerting/ours\"\ndependency = [\"pino\"]").starts_with("runworthy.toml:5:15: a dependency is an ecosystem"));
    assert_eq!(custom("id = \"alerting/ours\"\nweight = 9"), "runworthy.toml:5:10: a check's `weight` is 1, 2 or 3");
    assert_eq!(
        error("[[knowledge]]\ncapability = \"loging\"\n"),
        "runworthy.toml:2:14: no capability is called `loging`; did you mean `logging`?"
    );
    assert!(
        error("[[knowledge]]\ncapability = \"logging\"\npackages.nmp = [\"x\"]\n")
            .contains("no ecosystem is called `nmp`; they are npm, py")
    );
}

#[test]
fn errors_of_sources_and_extends() {
    let source = |path: &str| error(&format!("[service]\nsources = [{{ path = \"{path}\" }}]\n"));
    for outside in ["/etc", "../../x", "..", "infra"] {
        assert_eq!(source(outside), "runworthy.toml:2:21: a source's `path` names a folder beside this repository: \"../infrastructure\"");
    }
    assert_eq!(
        error("extends = \"policy.toml\"\n"),
        "runworthy.toml:1:11: `policy.toml` is not a file of this repository; a policy from elsewhere is given with --policy FILE"
    );
    let circle = |_: &str| Some("extends = \"runworthy.toml\"\n".to_owned());
    let error = Config::parse(FILE, "extends = \"runworthy.toml\"\n", &circle).unwrap_err();
    assert!(error.to_string().ends_with("files extend one another in a circle"));
}
