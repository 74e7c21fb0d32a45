# shellcheck shell=bash
# What was not generated is another team's, so nothing is done about it unasked. TEMPLATE comes from settings.sh.
limit_side() {
	case $SIDE in
	both)
		if ((${#GCP_TOOLS[@]} == 0)); then
			side_flag aws
		elif [[ -z $TEMPLATE ]]; then
			side_flag gcp
		fi
		;;
	gcp) ((${#GCP_TOOLS[@]} > 0)) || misused "nothing was generated for Google Cloud's side" ;;
	esac
}
