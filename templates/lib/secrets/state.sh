# shellcheck shell=bash
# Where the key of one tunnel stands in both stores, from its first version to a rotation. A pin is the version that
# psk-versions.json names for the tunnel, and that it is made with on Google Cloud.

# What read_stores found. AWS_KEY is the current one, PENDING_KEY AWSPENDING; GCP_KEY is the one of GCP_VERSION, the
# pin; NEWER_KEY is the one of NEWER_VERSION, of the newest enabled version behind the pin.
TUNNEL=''
ON_AWS=''
ON_GCP=''
AWS_STATE=''
GCP_STATE=''
AWS_KEY=''
PENDING_KEY=''
GCP_KEY=''
GCP_VERSION=''
NEWER_KEY=''
NEWER_VERSION=''
# Ids of AWS's versions.
CURRENT_ID=''
PENDING_ID=''

# read_stores AT: of the sides that this run covers; the other store counts as one without the secret.
read_stores() {
	local pin versions
	pin=$(psk_version "$1")
	TUNNEL=${TUNNELS[$1]}
	ON_AWS=${AWS_SECRETS[$1]}
	ON_GCP=${GCP_SECRETS[$1]}
	AWS_STATE=absent
	if covers aws; then AWS_STATE=$(look_in_aws "$ON_AWS") || exit; fi
	[[ $AWS_STATE != deleted ]] || refuse "$TUNNEL: secret $ON_AWS on AWS is scheduled for deletion, so it cannot be read or" \
		"written, and its name is taken. Run this first: $(quoted "$0") restore"
	versions=absent
	if covers gcp; then versions=$(look_in_gcp "$ON_GCP") || exit; fi
	read_aws_keys
	GCP_STATE=${versions/#[0-9]*/present}
	GCP_KEY=''
	GCP_VERSION=''
	NEWER_KEY=''
	NEWER_VERSION=''
	if [[ $GCP_STATE == present ]]; then
		read_gcp_keys "$pin" "$versions"
	elif covers gcp && [[ -n $pin ]]; then
		refuse "$TUNNEL: $PINS names version $pin of secret $ON_GCP in project $KEY_PROJECT, which is $GCP_STATE. Each tunnel" \
			"keeps the name of the secret that it was made with: if preSharedKeys.gcp.secrets or preSharedKeys.gcp.project was" \
			"changed in vpn.yaml, restore the old value and build again"
	fi
}

read_aws_keys() {
	local found
	AWS_KEY=''
	PENDING_KEY=''
	CURRENT_ID=''
	PENDING_ID=''
	case $AWS_STATE in absent | empty) return ;; esac
	found=$(read_aws "$ON_AWS" AWSCURRENT) || fail "cannot read secret $ON_AWS on AWS"
	CURRENT_ID=${found%% *}
	AWS_KEY=${found#* }
	check_key "secret $ON_AWS on AWS" "$AWS_KEY"
	if [[ $AWS_STATE != pending ]]; then return; fi
	found=$(read_aws "$ON_AWS" AWSPENDING) || fail "cannot read the pending version of secret $ON_AWS on AWS"
	PENDING_ID=${found%% *}
	if [[ $PENDING_ID == "$CURRENT_ID" ]]; then return; fi
	PENDING_KEY=${found#* }
	check_key "secret $ON_AWS on AWS (AWSPENDING)" "$PENDING_KEY"
}

# read_gcp_keys PIN VERSIONS: without a pin, the newest version that holds AWS's current key, or the newest.
read_gcp_keys() {
	local version
	GCP_VERSION=$1
	if [[ -z $GCP_VERSION ]]; then
		for version in $2; do
			GCP_KEY=$(read_gcp "$ON_GCP" "$version") || exit
			if [[ ${AWS_KEY:-$GCP_KEY} == "$GCP_KEY" ]]; then
				GCP_VERSION=$version
				break
			fi
		done
		: "${GCP_VERSION:=${2%%$'\n'*}}"
	fi
	GCP_KEY=$(read_gcp "$ON_GCP" "$GCP_VERSION") || exit
	version=${2%%$'\n'*}
	if is_number "$version" && is_number "$GCP_VERSION" && ((version > GCP_VERSION)); then
		NEWER_VERSION=$version
		NEWER_KEY=$(read_gcp "$ON_GCP" "$NEWER_VERSION") || exit
	fi
}

# Whether Google Cloud's tunnel has the pending key already.
is_moved() {
	[[ -n $PENDING_KEY && $GCP_KEY == "$PENDING_KEY" ]]
}

# Refuses stores that no rotation explains.
check_stores() {
	if [[ -n $AWS_KEY && -n $GCP_KEY && $AWS_KEY != "$GCP_KEY" ]] && ! is_moved; then
		refuse "$TUNNEL: secret $ON_AWS on AWS and version $GCP_VERSION of secret $ON_GCP in project $KEY_PROJECT" \
			"hold different keys"
	fi
	if [[ -n $PENDING_KEY && -n $NEWER_KEY && $PENDING_KEY != "$NEWER_KEY" ]]; then
		refuse "$TUNNEL: the pending key of secret $ON_AWS on AWS is not the one in version $NEWER_VERSION of secret" \
			"$ON_GCP in project $KEY_PROJECT: disable that version, or take AWSPENDING from the other"
	fi
	if [[ -n $NEWER_KEY && $NEWER_KEY == "$AWS_KEY" ]]; then
		refuse "$TUNNEL: version $NEWER_VERSION of secret $ON_GCP in project $KEY_PROJECT holds the present key, but" \
			"$PINS names version $GCP_VERSION: correct the file, or disable that version"
	fi
}
