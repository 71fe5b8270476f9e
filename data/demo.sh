#!/bin/sh
# The worked example: builds the graph from data/corpus and asks it five questions.
set -eu
KG="${VENV:-.venv}/bin/kg --store ${STORE:-demo.kg}"

say() { printf '\n$ kg %s\n' "$*"; }

say build data/corpus
$KG build data/corpus

say show Gabuev
$KG show Gabuev -f table

say claims --speaker '"Feng Yujun"'
$KG claims --speaker "Feng Yujun" -f table

say show EAEU --evidence
$KG show EAEU --evidence -f table

say query --named shared-institutions --param a=China --param b=Russia
$KG query --named shared-institutions --param a=China --param b=Russia -f table

say export gexf -o "${STORE:-demo.kg}/china-russia.gexf" --dyad China Russia
$KG export gexf -o "${STORE:-demo.kg}/china-russia.gexf" --dyad China Russia

printf '\nThe graph is in %s. Open %s/china-russia.gexf in Gephi, or ask on:\n' "${STORE:-demo.kg}" "${STORE:-demo.kg}"
printf '  %s search "gas pipeline"\n  %s claims --about India --modality planned\n' "$KG" "$KG"
