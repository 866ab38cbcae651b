#!/usr/bin/env python3
"""A check of your own: does every alert name a runbook of the company's wiki?

    runworthy --plugin examples/plugin.py .

The program gets facts as JSON on standard input ("protocol": "runworthy-plugin/1": files, packages,
jobs, alerts, documents, environments) and prints its outcomes as JSON. It has 30 seconds and 1 MiB.
Evidence must name paths of the repository; a pass or partial needs some.
"""
import json
import sys

WIKI = "https://wiki.example.org/runbooks/"

facts = json.load(sys.stdin)
alerts = facts["alerts"]
good = [alert for alert in alerts if (alert["runbook"] or "").startswith(WIKI)]
if not alerts:
    outcome, summary = "not-applicable", "no alert rules"
elif len(good) == len(alerts):
    outcome, summary = "pass", "every alert leads into our wiki"
elif good:
    outcome, summary = "partial", f"{len(good)} of {len(alerts)} alerts lead into our wiki"
else:
    outcome, summary = "fail", "no alert leads into our wiki"
shown = good if outcome in ("pass", "partial") else alerts
json.dump(
    {
        "checks": [
            {
                "id": "alerting/in-our-wiki",
                "title": "Alerts lead into our wiki",
                "outcome": outcome,
                "summary": summary,
                "fix": f"Set runbook_url to a page below {WIKI}.",
                "weight": 1,
                "gate": False,
                "evidence": [{"path": a["path"], "line": a["line"], "note": a["name"]} for a in shown[:5]],
                "searched": ["annotations.runbook_url"],
            }
        ]
    },
    sys.stdout,
)
