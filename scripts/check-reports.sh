#!/bin/sh
# Holds the reports against readers that others wrote. Needs node, npm, python3, chromium and promtool,
# and is no part of `cargo test`. Usage: scripts/check-reports.sh BINARY REPOSITORY
set -eu
binary=$1
repository=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for format in html sarif junit openmetrics gitlab csv json markdown; do
    "$binary" scan --rev HEAD --fail-on never --format "$format" --output "$work/report.$format" "$repository"
done

python3 -m venv "$work/python"
"$work/python/bin/pip" --quiet install sarif-tools==3.0.4 junitparser==4.0.2 jsonschema==4.23.0
echo "== SARIF, read by sarif-tools"
cp "$work/report.sarif" "$work/report.sarif.json"
mkdir "$work/sarif" && cp "$work/report.sarif" "$work/sarif/runworthy.sarif"
"$work/python/bin/sarif" summary "$work/sarif"
echo "== JUnit, read by junitparser"
"$work/python/bin/python" -c "
import sys
from junitparser import JUnitXml
xml = JUnitXml.fromfile(sys.argv[1])
print('suites', len(list(xml)), 'tests', sum(len(list(s)) for s in xml))
" "$work/report.junit"
echo "== JSON, against the committed schema"
"$work/python/bin/python" -c "
import json, sys
import jsonschema
jsonschema.validate(json.load(open(sys.argv[1])), json.load(open(sys.argv[2])))
print('valid')
" "$work/report.json" "$(dirname "$0")/../schema/runworthy-1.json"
echo "== OpenMetrics, by promtool"
promtool check metrics < "$work/report.openmetrics" && echo "accepted"

cd "$work"
npm init --yes > npm.log 2>&1
npm install --silent axe-core@4 puppeteer-core@24 ajv@8 ajv-draft-04@1 ajv-formats@3 >> npm.log 2>&1
cat > check.cjs <<'JS'
const puppeteer = require('puppeteer-core');
const fs = require('fs');
(async () => {
  const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });
  let bad = 0;
  for (const width of [1280, 390]) for (const scheme of ['light', 'dark']) {
    const page = await browser.newPage();
    const errors = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('request', (request) => !request.url().startsWith('file:') && errors.push('request ' + request.url()));
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.setBypassCSP(true); // for the checker's own script; the page has none
    await page.goto('file://' + process.argv[2]);
    await page.evaluate(() => document.querySelectorAll('details').forEach((area) => { area.open = true; }));
    await page.evaluate(fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
    const found = await page.evaluate(() => axe.run());
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    console.log(width, scheme, 'violations', found.violations.length, 'passes', found.passes.length, 'console errors', errors.length, 'overflow', Math.max(0, wide));
    found.violations.forEach((one) => console.log('  ', one.id, one.help, one.nodes.slice(0, 2).map((node) => node.html)));
    errors.forEach((error) => console.log('  ', error));
    bad += found.violations.length + errors.length + (wide > 0 ? 1 : 0);
    await page.close();
  }
  await browser.close();
  process.exit(bad ? 1 : 0);
})();
JS
echo "== HTML, by axe-core in Chromium"
node check.cjs "$work/report.html"
