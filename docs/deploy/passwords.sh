#!/bin/sh
# Writes the passwords of the file `passwords` beside it to where PgBouncer, the service and the command `certification` read them.
set -eu
. "$(dirname "$0")/passwords"
pooler=127.0.0.1:6432
install -o postgres -m 600 /dev/stdin /etc/pgbouncer/userlist.txt <<END
"certification_service" "$SERVICE_PASSWORD"
"certification_owner" "$OWNER_PASSWORD"
END
install -m 600 /dev/stdin /etc/unit-certification/secrets <<END
DATABASE_URL=postgresql://certification_service:$SERVICE_PASSWORD@$pooler/certification
DATABASE_DIRECT_URL=postgresql://certification_service:$SERVICE_PASSWORD@$pooler/certification_direct
METRICS_TOKEN=$METRICS_TOKEN
END
install -m 600 /dev/stdin /etc/unit-certification/owner <<END
DATABASE_URL=postgresql://certification_owner:$OWNER_PASSWORD@$pooler/certification_direct
END
