# shellcheck shell=bash
# The aws CLI, version 1 or 2. REGION comes from settings.sh.

export AWS_PAGER='' AWS_CLI_AUTO_PROMPT=off
export AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS=8

# in_aws SERVICE OPERATION ...: tab-separated text; an absent value is the word None. On Windows, aws.exe ends lines with
# a carriage return too, which goes.
in_aws() {
	aws "$@" --region "$REGION" --output text | printable
}

say_history_kept() {
	printf '%s %s\n' "the aws CLI keeps a history of its answers, and they can hold pre-shared keys. Run this first:" \
		"aws configure set cli_history disabled"
}

# keeps_history: whether the CLI keeps whole answers, whatever --query lets through. Those of describe-vpn-connections can
# hold keys.
keeps_history() {
	local setting
	setting=$(aws configure get cli_history 2>/dev/null || true)
	[[ ${setting%$'\r'} == enabled ]]
}
