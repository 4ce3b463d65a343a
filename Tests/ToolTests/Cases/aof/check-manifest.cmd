printf 'file a/b seq 1 type b\n' > a.manifest
aoftool check a.manifest
