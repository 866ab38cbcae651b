//! The configuration of the person who runs the scan, which no scanned repository can touch.

use std::path::PathBuf;

use serde::Deserialize;

/// The programs that the user's own configuration names (`runworthy/config.toml` below `$XDG_CONFIG_HOME` or `~/.config`).
///
/// # Errors
/// The file is there and wrong.
pub fn plugins() -> Result<Vec<PathBuf>, String> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct User {
        #[serde(default)]
        plugins: Vec<PathBuf>,
    }
    let home = std::env::var_os("XDG_CONFIG_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".config")));
    let Some(file) = home.map(|home| home.join("runworthy/config.toml")) else { return Ok(Vec::new()) };
    let Ok(text) = std::fs::read_to_string(&file) else { return Ok(Vec::new()) };
    let user: User = toml::from_str(&text).map_err(|error| format!("{}: {}", file.display(), error.message()))?;
    Ok(user.plugins)
}
