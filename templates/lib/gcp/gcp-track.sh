# shellcheck shell=bash
# The release track of gcloud that makes tunnels. CIPHER_TRACK comes from settings.sh.

check_track() {
	local installed
	installed=$(gcloud version --format="value($CIPHER_TRACK)") || fail "gcloud does not start"
	[[ -n $installed ]] ||
		refuse "gcloud has no $CIPHER_TRACK commands, which make tunnels: gcloud components install $CIPHER_TRACK"
}
