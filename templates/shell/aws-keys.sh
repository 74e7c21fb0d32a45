# shellcheck shell=bash
# Pre-shared keys in AWS Secrets Manager. A key is held in local variables alone, which no child process sees.

# read_aws NAME STAGE: id of the version and the key. JSON, so that a line break in the key shows.
read_aws() {
	aws secretsmanager get-secret-value --secret-id "$1" --version-stage "$2" --region "$REGION" \
		--query "join(' ', [VersionId, SecretString])" --output json | tr -d '"\r\n'
}

# check_key WHERE KEY
check_key() {
	[[ $2 =~ $KEY_PATTERN ]] || refuse "the key in $1 is not one that AWS accepts ($KEY_PATTERN)"
}
