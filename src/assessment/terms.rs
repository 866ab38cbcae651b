//! Terms: what no repository can show, and a person must answer before saying yes.

use std::collections::BTreeMap;

use jiff::civil::Date;

/// Answers lapse after this many days, unless the configuration says otherwise: teams and promises change.
pub const LAPSE_DAYS: i64 = 180;

/// A question for people.
#[derive(Debug, Clone, Copy)]
pub struct Term {
    pub id: &'static str,
    pub question: &'static str,
    /// Why it matters to whoever carries the pager.
    pub why: &'static str,
    /// What a good answer looks like.
    pub good: &'static str,
    /// Whose decision a "no" is: a role, never a person.
    pub decides: &'static str,
    /// The essay's demands behind it.
    pub demands: &'static [&'static str],
    /// "No" to a must-have vetoes.
    pub must: bool,
    /// Checks that look at the same thing from the repository's side.
    pub checks: &'static [&'static str],
}

/// All terms, the must-haves first.
pub const TERMS: &[Term] = &[
    Term {
        id: "voluntary",
        question: "Is it a request to the team, not a mandate?",
        why: "Who was asked will tell you what is wrong. Who was ordered will look for the door.",
        good: "The team was asked, had time to think, and could change the offer.",
        decides: "whoever wants the service to be supported",
        demands: &["N1"],
        must: true,
        checks: &[],
    },
    Term {
        id: "paid",
        question: "Is it paid, and are the terms in the contract?",
        why: "Time when you must be sober, near and awake is work. What is not in the contract can be taken back.",
        good: "Standing by and being called out are both paid, in writing, before the first shift.",
        decides: "leadership and whoever keeps the contracts",
        demands: &["N2"],
        must: true,
        checks: &[],
    },
    Term {
        id: "free-to-decline",
        question: "Can one decline without harm, now or later?",
        why: "People care for children and parents, or are ill. A rota that costs them their career is no rota of volunteers.",
        good: "Some have declined, and nothing came of it; one can leave the rota with a month's notice.",
        decides: "leadership",
        demands: &["N3"],
        must: true,
        checks: &[],
    },
    Term {
        id: "time-to-improve",
        question: "Has the team the say and the time (30 %) to make things better?",
        why: "Without time to mend what pages you, it will page you again.",
        good: "About a third of each week's work makes the service easier to run, and nobody has to ask for it.",
        decides: "whoever sets the team's priorities",
        demands: &["N4"],
        must: false,
        checks: &["capacity/improvement-share"],
    },
    Term {
        id: "wholly-owned",
        question: "Does the team wholly own what it would support?",
        why: "At three in the morning you can only mend what you may change.",
        good: "The team may change, deploy and roll back all that its pager covers.",
        decides: "the leads of the teams that share it",
        demands: &["N9"],
        must: false,
        checks: &["ownership/shared-ownership", "ownership/owners-declared"],
    },
    Term {
        id: "quality-first",
        question: "Is it ready to run, rather than rushed and to be nursed?",
        why: "On call is no substitute for quality: it makes tired people catch what tests should have caught.",
        good: "Known defects are few, and none of them needs somebody to watch.",
        decides: "whoever decides on the release",
        demands: &["N11"],
        must: false,
        checks: &["capacity/firefighting", "robustness/crash-fix-share"],
    },
    Term {
        id: "training",
        question: "Is there training and shadowing before the first shift?",
        why: "Restoring a service first and mending it later is a skill of its own.",
        good: "Each newcomer shadows some shifts and has led a drill before being paged alone.",
        decides: "the team and its lead",
        demands: &["N12"],
        must: false,
        checks: &["incidents/training"],
    },
    Term {
        id: "blameless",
        question: "Does senior leadership take part, to learn and not to blame?",
        why: "Incidents will happen. Where they end in blame, they are hidden, and come back.",
        good: "Leaders read the reviews, join some of them, and ask what would have helped.",
        decides: "senior leadership",
        demands: &["N14"],
        must: false,
        checks: &["incidents/postmortems"],
    },
    Term {
        id: "safe-access",
        question: "Is access to production made safe for someone under pressure?",
        why: "Tired people type the wrong thing. Safeguards protect them from it.",
        good: "No daily work needs rights to drop tables; emergency rights are short, logged and practised.",
        decides: "the owners of the platform and of its security",
        demands: &["N15"],
        must: false,
        checks: &["safeguards/least-privilege", "safeguards/data-protected"],
    },
    Term {
        id: "product-shares",
        question: "Do those who shape the product share in running it?",
        why: "Their decisions make a service easy or hard to run.",
        good: "Product people are in the reviews and on the list of who is told at night; they trade features for mends.",
        decides: "product leadership",
        demands: &["N17"],
        must: false,
        checks: &[],
    },
];

/// The term with this id.
pub fn term(id: &str) -> Option<&'static Term> {
    TERMS.iter().find(|term| term.id == id)
}

/// What a person said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    Yes,
    No,
    NotSure,
}

impl Reply {
    pub const ALL: [Reply; 3] = [Reply::Yes, Reply::No, Reply::NotSure];

    /// The word in `runworthy.toml` and in reports.
    pub fn word(self) -> &'static str {
        match self {
            Reply::Yes => "yes",
            Reply::No => "no",
            Reply::NotSure => "not-sure",
        }
    }
}

/// An answer, with its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermAnswer {
    pub reply: Reply,
    pub on: Date,
    /// A role or a team.
    pub by: Option<String>,
    pub note: Option<String>,
}

/// Whether a term is settled today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State<'a> {
    Unanswered,
    /// Answered too long ago: it counts as unanswered since this day.
    Lapsed(&'a TermAnswer, Date),
    Answered(&'a TermAnswer),
}

/// The answers of a service.
#[derive(Debug, Clone)]
pub struct Terms {
    pub answers: BTreeMap<String, TermAnswer>,
    pub lapse_days: i64,
}

impl Default for Terms {
    fn default() -> Terms {
        Terms { answers: BTreeMap::new(), lapse_days: LAPSE_DAYS }
    }
}

impl Terms {
    pub fn state(&self, id: &str, today: Date) -> State<'_> {
        let Some(answer) = self.answers.get(id) else { return State::Unanswered };
        let lapse = answer.on.saturating_add(jiff::Span::new().days(self.lapse_days));
        if lapse <= today { State::Lapsed(answer, lapse) } else { State::Answered(answer) }
    }

    /// The reply that counts today; "not sure" is one of them.
    pub fn reply(&self, id: &str, today: Date) -> Option<Reply> {
        match self.state(id, today) {
            State::Answered(answer) => Some(answer.reply),
            State::Unanswered | State::Lapsed(..) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn answers_lapse_on_the_last_day() {
        let answer = TermAnswer { reply: Reply::Yes, on: date(2026, 1, 1), by: None, note: None };
        let terms = Terms { answers: BTreeMap::from([("paid".to_owned(), answer)]), lapse_days: 180 };
        assert_eq!(terms.reply("paid", date(2026, 6, 29)), Some(Reply::Yes));
        assert!(matches!(terms.state("paid", date(2026, 6, 30)), State::Lapsed(_, day) if day == date(2026, 6, 30)));
        assert_eq!(terms.state("voluntary", date(2026, 6, 30)), State::Unanswered);
    }
}
