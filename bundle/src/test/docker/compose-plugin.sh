#!/bin/sh
# docker-compose, a program, where the docker command looks for a plugin that is called "compose".
set -eu
if [ "$1" = docker-cli-plugin-metadata ]; then
    echo '{"SchemaVersion": "0.1.0", "Vendor": "DockerIT", "Version": "1", "ShortDescription": "docker-compose as a plugin"}'
else
    shift
    exec docker-compose "$@"
fi
