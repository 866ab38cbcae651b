//! Where evidence can be opened: on the forge at the scanned commit, or beside the report.

use super::Report;

/// The template of links on the forge that a remote's address names: `{path}` and `{line}` stand for the place.
///
/// Known: GitHub, GitLab, Bitbucket, Azure DevOps, Gitea and its kin. `None` for any other host.
pub fn template(remote: &str, commit: &str) -> Option<String> {
    let (host, path) = address(remote)?;
    let home = format!("https://{host}/{path}");
    let is = |name: &str| host.split('.').any(|part| part == name || part.starts_with(&format!("{name}-")));
    Some(match () {
        () if is("github") => format!("{home}/blob/{commit}/{{path}}#L{{line}}"),
        () if is("gitlab") => format!("{home}/-/blob/{commit}/{{path}}#L{{line}}"),
        () if is("bitbucket") => format!("{home}/src/{commit}/{{path}}#lines-{{line}}"),
        () if host == "dev.azure.com" || host.ends_with("visualstudio.com") => {
            format!("{home}?version=GC{commit}&path=/{{path}}&line={{line}}&lineEnd={{line}}&lineStartColumn=1&lineEndColumn=1")
        }
        () if is("gitea") || is("forgejo") || is("codeberg") => format!("{home}/src/commit/{commit}/{{path}}#L{{line}}"),
        () => return None,
    })
}

/// Host and path of a remote, without a login, a port, `.git`; only plain characters, since it ends in reports.
fn address(remote: &str) -> Option<(String, String)> {
    let rest = ["https://", "http://", "ssh://", "git://"].iter().find_map(|scheme| remote.strip_prefix(scheme));
    let (host, path) = match rest {
        Some(rest) => rest.split_once('/')?,
        None => remote.split_once(':').filter(|(host, _)| !host.contains('/'))?,
    };
    let host = host.rsplit('@').next()?.split(':').next()?.trim_start_matches("ssh.").to_lowercase();
    let path = path.trim_matches('/').trim_end_matches(".git");
    // Azure's ssh addresses: v3/organisation/project/repository.
    let path = match path.strip_prefix("v3/").filter(|_| host == "dev.azure.com").map(|rest| rest.splitn(3, '/').collect::<Vec<_>>()) {
        Some(parts) => match parts.as_slice() {
            [organisation, project, repository] => format!("{organisation}/{project}/_git/{repository}"),
            _ => return None,
        },
        None => path.to_owned(),
    };
    let plain = |text: &str, more: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c) || more.contains(c))
    };
    (plain(&host, "") && plain(&path, "/~%+")).then_some((host, path))
}

impl Report {
    /// The address of a place; relative to the repository where no forge is known.
    pub fn link(&self, path: &str, line: Option<usize>) -> String {
        let path = encoded(path);
        let Some(template) = &self.links else { return path };
        let template = template.clean();
        match line {
            Some(line) => template.replace("{path}", &path).replace("{line}", &line.to_string()),
            // Without a line, what points to one goes.
            None => template.split(['#']).next().unwrap_or("").split("&line=").next().unwrap_or("").replace("{path}", &path),
        }
    }
}

/// A path in a URL: whatever could end it or mean something there is percent-encoded.
pub fn encoded(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_forge_has_its_own_addresses() {
        let link = |remote: &str| template(remote, "abc").unwrap_or_default();
        assert_eq!(link("git@github.com:acme/shop.git"), "https://github.com/acme/shop/blob/abc/{path}#L{line}");
        assert_eq!(
            link("https://user:secret@gitlab.acme.org:8443/a/b/shop.git"),
            "https://gitlab.acme.org/a/b/shop/-/blob/abc/{path}#L{line}"
        );
        assert_eq!(link("ssh://git@bitbucket.org/acme/shop"), "https://bitbucket.org/acme/shop/src/abc/{path}#lines-{line}");
        assert!(
            link("git@ssh.dev.azure.com:v3/acme/web/shop")
                .starts_with("https://dev.azure.com/acme/web/_git/shop?version=GCabc&path=/{path}")
        );
        assert_eq!(link("https://codeberg.org/acme/shop"), "https://codeberg.org/acme/shop/src/commit/abc/{path}#L{line}");
        assert_eq!(link("https://git.acme.org/shop"), "");
        assert_eq!(link("https://github.com/a\"><script>"), "");
        assert_eq!(link("/srv/git/shop.git"), "");
    }

    #[test]
    fn hostile_paths_stay_paths() {
        assert_eq!(encoded("a b/\"><x>.md?#"), "a%20b/%22%3E%3Cx%3E.md%3F%23");
    }
}
