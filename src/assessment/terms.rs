//! Terms: what no repository can show, and a person must answer before saying yes.

/// A question for people.
#[derive(Debug, Clone, Copy)]
pub struct Term {
    pub id: &'static str,
    pub question: &'static str,
    /// The essay's demands behind it.
    pub demands: &'static [&'static str],
    /// "No" to a must-have vetoes.
    pub must: bool,
}

/// All terms, the must-haves first.
pub const TERMS: &[Term] = &[
    Term { id: "voluntary", question: "Is it a request to the team, not a mandate?", demands: &["N1"], must: true },
    Term { id: "paid", question: "Is it paid, and are the terms in the contract?", demands: &["N2"], must: true },
    Term { id: "free-to-decline", question: "Can one decline without harm, now or later?", demands: &["N3"], must: true },
    Term {
        id: "time-to-improve",
        question: "Has the team the say and the time (30 %) to make things better?",
        demands: &["N4"],
        must: false,
    },
    Term { id: "wholly-owned", question: "Does the team wholly own what it would support?", demands: &["N9"], must: false },
    Term { id: "quality-first", question: "Is it ready to run, rather than rushed and to be nursed?", demands: &["N11"], must: false },
    Term { id: "training", question: "Is there training and shadowing before the first shift?", demands: &["N12"], must: false },
    Term { id: "blameless", question: "Does senior leadership take part, to learn and not to blame?", demands: &["N14"], must: false },
    Term { id: "safe-access", question: "Is access to production made safe for someone under pressure?", demands: &["N15"], must: false },
    Term { id: "product-shares", question: "Do those who shape the product share in running it?", demands: &["N17"], must: false },
];
