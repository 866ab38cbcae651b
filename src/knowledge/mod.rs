//! Which package, import or name means which capability, by ecosystem: data, because that is where
//! such tools rot. One TOML table a capability lies beside this file; users may add their own.
