//! A folder with a service in it, and the program run on it as its users do.

#![allow(dead_code)] // each test file uses its part

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

/// What a run gave.
pub struct Output {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// A temporary folder that is a repository's.
pub struct Repository {
    outer: tempfile::TempDir,
}

impl Repository {
    pub fn new() -> Repository {
        let outer = tempfile::tempdir().unwrap();
        fs::create_dir(outer.path().join("shop")).unwrap();
        Repository { outer }
    }

    fn root(&self) -> PathBuf {
        self.outer.path().join("shop")
    }

    pub fn path(&self, path: &str) -> String {
        self.root().join(path).to_string_lossy().into_owned()
    }

    pub fn write(&self, path: &str, text: &str) -> PathBuf {
        let file = self.root().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, text).unwrap();
        file
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap()
    }

    pub fn run(&self, args: &[&str]) -> Output {
        self.run_with(args, &[])
    }

    pub fn run_with(&self, args: &[&str], variables: &[(&str, &str)]) -> Output {
        let output = Command::new(env!("CARGO_BIN_EXE_runworthy"))
            .current_dir(self.root())
            .env("LC_ALL", "C.UTF-8")
            .env("XDG_CONFIG_HOME", self.outer.path().join("no-config"))
            .env_remove("COLUMNS")
            .envs(variables.iter().copied())
            .args(args)
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Output { code: output.status.code().unwrap(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// The report as JSON.
    pub fn report(&self, args: &[&str]) -> Value {
        self.report_with(args, &[])
    }

    pub fn report_with(&self, args: &[&str], variables: &[(&str, &str)]) -> Value {
        let output = self.run_with(&[args, &["--format", "json"]].concat(), variables);
        serde_json::from_str(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", output.stderr))
    }

    pub fn table(&self, args: &[&str]) -> String {
        self.run(args).stdout
    }
}

/// A day as TOML writes it, counted from today (UTC).
pub fn days_from_now(days: i64) -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    day(i64::try_from(now / 86_400).unwrap() + days)
}

/// The civil day of a number of days since 1970 (Howard Hinnant's algorithm).
fn day(days: i64) -> String {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}
