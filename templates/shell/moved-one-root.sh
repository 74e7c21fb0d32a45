# shellcheck shell=bash
# What leads on where a tunnel does not have its declared inside CIDR, and one Terraform root makes both sides.

# refuse_moved TUNNEL WHAT...
refuse_moved() {
	refuse "${*:2}. If tunnels.insideCidrs was changed: RUNBOOK.md says how to apply that, in a maintenance window"
}
