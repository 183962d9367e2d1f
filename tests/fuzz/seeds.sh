#!/bin/sh
# Puts seeds into corpus/: run from this folder.
set -eu
mkdir -p corpus/formula corpus/scheme corpus/book corpus/csv
cp ../../src/templates/*/scheme.json corpus/scheme/
grep -ho '"formula": "[^"]*"' ../../src/templates/*/scheme.json | cut -d'"' -f4 | sort -u | split -l1 - corpus/formula/template-
for table in ../cases/ningming/*.csv; do
    head -n 6 "$table" > "corpus/csv/$(basename "$table")"
done
for scheme in ../../src/templates/*/scheme.json; do
    name=$(basename "$(dirname "$scheme")")
    {
        printf '{"format":"baton-book","version":1,"name":"b","editions":[{"scheme":'
        sed -e '/"format":/d' -e '/"version": 1,/d' "$scheme"
        printf '}],"periods":{"week":{"first":"2018-W01","last":"2018-W05"},"month":{"first":"2018-01","last":"2018-02"}},'
        printf '"roster":{"乡镇":[{"id":"a"},{"id":"b","from":"2018-01-10"}]},'
        printf '"marks":{"乡镇周考评":{"2018-W01":{"columns":["指标06"],"rows":{"a":["5"],"b":["7"]}}}}}'
    } > "corpus/book/$name"
done
