echo 'some notes' > notes.txt
aoftool fix --yes --max-loss 100% notes.txt
