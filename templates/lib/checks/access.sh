# shellcheck shell=bash
# Credentials, and what they are for. REGION, GCP_PROJECT and GCP_REGION come from settings.sh.

# check_aws_access ACCOUNT [WORDS]: "" is any account; WORDS say whose it is. Fails where nothing else can be asked.
check_aws_access() {
	local account
	if keeps_history; then
		check_problem "$(say_history_kept)"
		return 1
	fi
	if ! asked in_aws sts get-caller-identity --query '[Account,Arn]'; then
		check_problem "AWS does not accept these credentials. Log in again (aws sts get-caller-identity must work): $REASON"
		return 1
	fi
	IDENTITY=${ANSWER%%$'\n'*}
	account=${IDENTITY%%$'\t'*}
	if [[ -n $1 && $account != "$1" ]]; then
		check_problem "the credentials are for account $account, ${2:-the VPN is in $1}. Use credentials of account $1"
		return 1
	fi
	check_ok "AWS: account $account, $REGION, as ${IDENTITY#*$'\t'}"
}

# Fails where nothing else can be asked.
check_google_access() {
	if asked gcloud compute regions describe "$GCP_REGION" --project="$GCP_PROJECT" --format='value(name)'; then
		check_ok "Google Cloud: project $GCP_PROJECT, $GCP_REGION"
		return
	fi
	case $REASON in
	*SERVICE_DISABLED* | *'has not been used in project'*)
		check_problem "the Compute Engine API is not enabled in project $GCP_PROJECT." \
			"Run: gcloud services enable compute.googleapis.com --project=$GCP_PROJECT"
		;;
	*'active account'* | *eauthenticat* | *invalid_grant* | *'auth tokens'* | *'gcloud auth login'*)
		check_problem "gcloud has no valid credentials. Run: gcloud auth login (it says: $REASON)"
		;;
	*'was not found'* | *notFound*)
		check_problem "there is no region $GCP_REGION in project $GCP_PROJECT. Correct gcp.project or gcp.region in vpn.yaml: $REASON"
		;;
	*)
		not_checked "Google Cloud: project $GCP_PROJECT, $GCP_REGION" "$REASON"
		return
		;;
	esac
	return 1
}
