//! The checks: each one question, answered from the facts. A check never opens a file.

pub mod answer;
pub mod areas;
pub mod custom;
pub mod in_use;
pub mod shares;

use crate::facts::{Facts, Setting};
pub use answer::{Answer, Confidence, Evidence, Outcome};

/// What checks import.
pub mod prelude {
    pub use super::{Answer, Builtin, Check, Confidence, Evidence, Meta, Outcome};
    pub use crate::facts::{Facts, Place, Setting};
}

/// What the engine runs: built-in checks today, the user's own later, behind the same trait.
pub trait Check: Sync {
    fn meta(&self) -> &Meta;
    /// The thresholds that users may move.
    fn settings(&self) -> &'static [Setting];
    /// The same facts give the same answer.
    fn judge(&self, facts: &Facts) -> Answer;
}

/// A check's documentation and weight: `checks`, `explain` and the reports are made from it.
#[derive(Debug, Clone, Copy)]
pub struct Meta {
    /// `area/check-name`: the path of its file, of its fixtures, of its page in `explain`. Never changes meaning.
    pub id: &'static str,
    /// A short statement of what is good.
    pub title: &'static str,
    /// The question as a careful reader would be asked it.
    pub question: &'static str,
    /// The essay's demands that it answers, by id.
    pub demands: &'static [&'static str],
    /// Share in its area's score, relative to the others: 1 to 3.
    pub weight: u32,
    /// Can it veto? (See the verdict's minimums.)
    pub gate: bool,
    /// Why it matters to whoever carries the pager.
    pub why: &'static str,
    /// What counts as each outcome.
    pub pass: &'static str,
    pub partial: &'static str,
    pub fail: &'static str,
    /// Empty where the question always applies.
    pub not_applicable: &'static str,
    /// How the answer is found, and what cannot be seen.
    pub found: &'static str,
    /// How to mend it, with a concrete first step.
    pub fix: &'static str,
}

impl Meta {
    /// The area's id.
    pub fn area(&self) -> &'static str {
        self.id.split_once('/').map_or(self.id, |(area, _)| area)
    }
}

/// A check that comes with the program: metadata and a pure function.
pub struct Builtin {
    /// The thresholds that users may move.
    pub settings: &'static [Setting],
    pub meta: Meta,
    pub judge: fn(&Facts) -> Answer,
}

impl Check for Builtin {
    fn meta(&self) -> &Meta {
        &self.meta
    }

    fn settings(&self) -> &'static [Setting] {
        self.settings
    }

    fn judge(&self, facts: &Facts) -> Answer {
        (self.judge)(facts)
    }
}

/// Declares the modules and lists the checks, in the order of the report: THE registry.
macro_rules! catalogue {
    ($($area:ident { $($check:ident,)* })*) => {
        $(
            #[allow(missing_docs)]
            pub mod $area {
                $(pub mod $check;)*
            }
        )*

        /// All built-in checks, in the order of the report.
        pub const CHECKS: &[&dyn Check] = &[$($(&$area::$check::CHECK,)*)*];
    };
}

catalogue! {
    testability {
        automated_tests,
        test_blend,
        tests_in_ci,
        isolated_dependencies,
        controllable_state,
        disabled_tests,
        coverage_measured,
        interface_described,
        flaky_test_signs,
        test_trend,
    }
    environments {
        dependencies_locked,
        toolchain_pinned,
        local_environment,
        environments_declared,
        environment_parity,
        infrastructure_as_code,
        images_pinned,
        config_documented,
        environment_checks,
    }
    onboarding {
        readme_essentials,
        one_command_setup,
        readme_commands_valid,
        architecture_documented,
        contributing_guide,
        doc_links_valid,
        docs_fresh,
        newcomer_ramp,
    }
    robustness {
        swallowed_errors,
        static_analysis,
        null_safety,
        error_tracking,
        crash_prone_calls,
        crash_fix_share,
    }
    deployability {
        deploy_automated,
        tests_gate_deploy,
        rollback,
        gradual_rollout,
        migrations_versioned,
        post_deploy_check,
        release_cadence,
    }
    observability {
        central_logging,
        metrics,
        tracing,
        health_endpoint,
        dashboards,
        service_levels,
    }
    toggles {
        feature_toggles,
        rate_limiting,
        circuit_breaking,
        client_timeouts,
        graceful_shutdown,
        stale_toggles,
    }
    alerting {
        alerts_defined,
        alerts_actionable,
        alerts_tested,
        alerts_routed,
        alert_parity,
        alert_noise_controls,
        page_load,
    }
    incidents {
        runbooks,
        runbooks_usable,
        incident_process,
        postmortems,
        ops_automation,
        runbook_coverage,
        runbooks_fresh,
        postmortem_actions,
        training,
    }
    ownership {
        owners_declared,
        contracts_tested,
        dependencies_listed,
        shared_ownership,
        truck_factor,
        orphaned_code,
    }
    safeguards {
        no_secrets,
        secret_scanning,
        dependency_updates,
        least_privilege,
        security_policy,
        data_protected,
        change_review,
        break_glass,
    }
    capacity {
        improvement_share,
        firefighting,
        out_of_hours,
    }
}
