# shellcheck shell=bash
# The aws CLI, version 1 or 2. REGION and ACCOUNT come from the prologue.

export AWS_PAGER='' AWS_CLI_AUTO_PROMPT=off
export AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS=8

# in_aws SERVICE OPERATION ...: tab-separated text; an absent value is the word None.
in_aws() {
	aws "$@" --region "$REGION" --output text
}

# Sets $IDENTITY: the account that the credentials are for, a tab, and their ARN.
identify() {
	need_command aws
	IDENTITY=$(in_aws sts get-caller-identity --query '[Account,Arn]') ||
		fail "AWS does not know these credentials"
}

check_account() {
	identify
	if [[ -n $ACCOUNT && ${IDENTITY%%$'\t'*} != "$ACCOUNT" ]]; then
		refuse "the credentials are for account ${IDENTITY%%$'\t'*}, the VPN is in $ACCOUNT"
	fi
}
