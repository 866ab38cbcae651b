//! Tiers: how much depends on a service, and how strictly it is judged for that.

use super::verdict::Thresholds;

/// A tier with its thresholds and gates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tier {
    pub number: u8,
    /// What it is, for `explain` and the README.
    pub meaning: &'static str,
    pub thresholds: Thresholds,
    /// Do red-flag areas below their floor veto?
    pub floors: bool,
    /// Does a lack of any way to switch off, throttle or isolate veto?
    pub relief: bool,
}

/// The tier of a service that names none.
pub const DEFAULT: u8 = 2;

/// All tiers. The second is calibrated on the verdicts of careful readers; the others move from there.
pub const TIERS: &[Tier] = &[
    Tier {
        number: 1,
        meaning: "people or money are hurt within minutes",
        thresholds: Thresholds { conditional: 55.0, go: 80.0 },
        floors: true,
        relief: true,
    },
    Tier {
        number: 2,
        meaning: "users notice, and somebody is woken",
        thresholds: Thresholds { conditional: 45.0, go: 70.0 },
        floors: true,
        relief: true,
    },
    Tier {
        number: 3,
        meaning: "it can wait until the morning",
        thresholds: Thresholds { conditional: 40.0, go: 60.0 },
        floors: true,
        relief: false,
    },
    Tier {
        number: 4,
        meaning: "nobody waits for it",
        thresholds: Thresholds { conditional: 30.0, go: 50.0 },
        floors: false,
        relief: false,
    },
];

/// The tier of this number.
pub fn tier(number: u8) -> Option<&'static Tier> {
    TIERS.iter().find(|tier| tier.number == number)
}
