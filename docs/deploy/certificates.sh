#!/bin/sh
# Makes a certificate authority and a certificate for each machine of the file `hosts`, in the folder `tls`, for the traffic between machines.
set -eu
mkdir -p tls
cd tls
if [ ! -e ca.key ]; then
  openssl req -x509 -newkey rsa:3072 -nodes -sha256 -days 3650 -subj '/CN=unit-certification machines' \
    -keyout ca.key -out ca.crt 2>/dev/null
fi
for machine in $(awk 'NF { print $2 }' ../hosts); do
  names="DNS:$machine"
  # PgBouncer finds the databases at this address, and takes no certificate that is not for it.
  case $machine in db*) names="$names,IP:127.0.0.1" ;; esac
  openssl req -newkey rsa:3072 -nodes -subj "/CN=$machine" -addext "subjectAltName=$names" \
    -keyout "$machine.key" -out "$machine.csr" 2>/dev/null
  openssl x509 -req -sha256 -days 825 -in "$machine.csr" -copy_extensions copy \
    -CA ca.crt -CAkey ca.key -CAcreateserial -out "$machine.crt" 2>/dev/null
  rm "$machine.csr"
done
