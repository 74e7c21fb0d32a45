# shellcheck shell=bash
# Writing down the versions of psk-versions.sh.

# write_psk_versions FOLDER: for Terraform first. It reads its copy by itself, as a root does.
write_psk_versions() {
	local at text='' file
	for at in "${!TUNNELS[@]}"; do
		text+=${text:+,$'\n'}"    \"${TUNNELS[at]}\": \"${PSK_VERSIONS[at]}\""
	done
	text='{'$'\n''  "psk_versions": {'$'\n'"$text"$'\n''  }'$'\n''}'
	for file in "$1/gcp/terraform/psk-versions.auto.tfvars.json" "$1/psk-versions.json"; do
		if [[ -d $(dirname "$file") ]]; then write_file "$file" "$text"; fi
	done
}
