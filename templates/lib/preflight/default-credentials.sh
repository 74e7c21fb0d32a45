# shellcheck shell=bash
# Credentials of Terraform.

# What Terraform's provider uses; gcloud's own credentials are not among it.
# https://registry.terraform.io/providers/hashicorp/google/latest/docs/guides/provider_reference
check_default_credentials() {
	local name what="credentials that Terraform uses for Google Cloud"
	for name in GOOGLE_OAUTH_ACCESS_TOKEN GOOGLE_CREDENTIALS GOOGLE_CLOUD_KEYFILE_JSON GCLOUD_KEYFILE_JSON; do
		if [[ -n ${!name-} ]]; then
			check_ok "$what: $name is set"
			return
		fi
	done
	name=${GOOGLE_APPLICATION_CREDENTIALS-}
	if [[ -n $name && ! -r $name ]]; then
		check_problem "GOOGLE_APPLICATION_CREDENTIALS names a file that cannot be read: $name. Correct it or unset it"
	elif asked no_output gcloud auth application-default print-access-token; then
		check_ok "$what: Application Default Credentials"
	else
		check_problem "Terraform has no credentials for Google Cloud: it does not use those of gcloud itself." \
			"Run: gcloud auth application-default login (it says: $REASON)"
	fi
}

# no_output COMMAND...: what it prints is a secret.
no_output() {
	"$@" >/dev/null
}
