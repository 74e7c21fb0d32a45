# shellcheck shell=bash
# The aws CLI, version 1 or 2. REGION and ACCOUNT come from the prologue.

export AWS_PAGER='' AWS_CLI_AUTO_PROMPT=off
export AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS=8

# in_aws SERVICE OPERATION ...: tab-separated text; an absent value is the word None. On Windows, aws.exe ends lines with
# a carriage return too.
in_aws() {
	aws "$@" --region "$REGION" --output text | tr -d '\r'
}

# The CLI would keep whole answers, whatever --query lets through, and those of describe-vpn-connections can hold keys.
check_history() {
	local setting
	setting=$(aws configure get cli_history 2>/dev/null || true)
	[[ ${setting%$'\r'} != enabled ]] ||
		refuse "the aws CLI keeps a history of its answers, and they can hold pre-shared keys. Run this first:" \
			"aws configure set cli_history disabled"
}

# Sets $IDENTITY: the account that the credentials are for, a tab, and their ARN.
identify() {
	need_command aws
	check_history
	IDENTITY=$(in_aws sts get-caller-identity --query '[Account,Arn]') ||
		fail "AWS does not know these credentials"
}

check_account() {
	identify
	if [[ -n $ACCOUNT && ${IDENTITY%%$'\t'*} != "$ACCOUNT" ]]; then
		refuse "the credentials are for account ${IDENTITY%%$'\t'*}, the VPN is in $ACCOUNT"
	fi
}
