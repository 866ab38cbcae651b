//! XML with lines: pom.xml, csproj, logback.
