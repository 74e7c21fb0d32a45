#!/bin/sh
# The guest's first process. Everything but what it mounts here is the host's, read-only.
# It can write to the folder of the job alone, in the host's memory. NODE comes from the kernel's parameters.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C
job=/mnt/lab

# Without its own, it would see the host's.
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /tmp
mount -t hostfs none /srv -o "$job"

# Where modprobe finds the guest's modules, which the host keeps elsewhere.
mkdir -p /run/modules/lib
ln -s /usr/lib/uml/modules /run/modules/lib/modules
printf '#!/bin/sh\nexec modprobe -d /run/modules "$@"\n' >/run/modprobe
chmod +x /run/modprobe
echo /run/modprobe >/proc/sys/kernel/modprobe
/run/modprobe -a veth esp4 ip_vti xfrm_user

"$NODE" "$job/guest.mjs" <"$job/job.json" >/srv/answer.json
echo 1 >/proc/sys/kernel/sysrq
echo o >/proc/sysrq-trigger
sleep 60
