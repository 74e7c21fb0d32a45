# shellcheck shell=bash
# Whose credentials the aws CLI has. ACCOUNT comes from settings.sh.

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

# check_account [ACCOUNT]: the VPN's, unless another is named; of an empty one nothing is asked.
check_account() {
	local wanted=${1-$ACCOUNT}
	identify
	if [[ -n $wanted && ${IDENTITY%%$'\t'*} != "$wanted" ]]; then
		refuse "the credentials are for account ${IDENTITY%%$'\t'*}, the VPN is in $wanted"
	fi
}
