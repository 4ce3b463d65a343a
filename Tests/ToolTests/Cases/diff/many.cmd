seq 20000 | sed 's/.*/{"db":0,"type":"string","key":"k&","string":"v"}/' > a.ndjson; head -n 1 a.ndjson > b.ndjson
rdbtool diff --memory 1MiB --limit 2 a.ndjson b.ndjson; echo $?
rdbtool diff --memory 1MiB --summary --format json a.ndjson b.ndjson; echo $?
rdbtool diff --memory 1MiB --to commands a.ndjson b.ndjson > patch; echo $?; grep -c ^DEL patch; tail -n 1 patch
echo "no room for what waits"; rdbtool diff --memory 1MiB --tmp none --limit 1 a.ndjson b.ndjson; echo $?
rdbtool diff --memory 1MiB --tmp none --to commands -o new a.ndjson b.ndjson; echo $?; ls
