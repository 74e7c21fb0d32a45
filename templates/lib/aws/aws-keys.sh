# shellcheck shell=bash
# Pre-shared keys in AWS Secrets Manager. A key is held in local variables alone, which no child process sees.

# read_aws NAME STAGE: id of the version and the key. JSON, so that a line break in the key shows, and whether all of the
# answer is there.
read_aws() {
	local answer
	answer=$(aws secretsmanager get-secret-value --secret-id "$1" --version-stage "$2" --region "$REGION" \
		--query "join(' ', [VersionId, SecretString])" --output json) || return
	answer=${answer%$'\r'}
	if [[ $answer != '"'*' '*'"' ]]; then
		say "AWS has not answered with the whole of secret $1"
		return 1
	fi
	answer=${answer#'"'}
	answer=${answer%'"'}
	printf '%s' "$answer"
}

# check_key WHERE KEY
check_key() {
	[[ $2 =~ $KEY_PATTERN ]] || refuse "the key in $1 is not one that AWS accepts ($KEY_PATTERN)"
}
