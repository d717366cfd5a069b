#!/bin/sh
# without-yaml.sh CELLAR: a program built without libyaml says so of a YAML file, with
# status 2, and reads the rest.
set -u
said=$("$1" parse -q samples/yaml/kyverno.yaml samples/k8s-service-type.cel 2>&1)
status=$?
wanted='cellar: samples/yaml/kyverno.yaml: YAML cannot be read: cellar was built without libyaml'
if [ "$status" != 2 ] || [ "$said" != "$wanted" ]; then
    echo "check-yaml: without libyaml: status $status: $said" >&2
    exit 1
fi
"$1" parse -q samples/k8s-service-type.cel || exit 1
echo 'check-yaml: without libyaml the program says so and does the rest'
