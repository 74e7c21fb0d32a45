# shellcheck shell=bash
# The aws CLI, version 1 or 2. REGION comes from the prologue.

export AWS_PAGER='' AWS_CLI_AUTO_PROMPT=off
export AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS=8

# in_aws SERVICE OPERATION ...: tab-separated text; an absent value is the word None.
in_aws() {
	aws "$@" --region "$REGION" --output text
}
