# shellcheck shell=bash
# Whose credentials the aws CLI has. ACCOUNT comes from the prologue.

check_history() {
	if keeps_history; then refuse "$(say_history_kept)"; fi
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
