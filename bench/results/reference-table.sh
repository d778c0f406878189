#!/usr/bin/env bash
# Prints the table of docs/benchmarks.md from the summary.csv of a run: reference-table.sh [DIR], by default the reference.
set -euo pipefail

directory=${1:-$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/reference}

if grep -q '^effort *smoke:' "$directory/environment.txt"; then
  echo "$directory is a smoke run, whose figures mean nothing; make a run without --smoke." >&2
  exit 1
fi

awk -F, '
  NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
  {
    id = $column["benchmark"] "/" $column["case"] "/" $column["implementation"]
    score[id] = $column["score"]; gflops[id] = $column["gflops"]; peak[id] = $column["percent_of_peak"]
    if ("simd_against_it" in column) verdict[id] = $column["simd_against_it"]
  }
  function short(x) { return x == "" ? "" : x >= 10 ? sprintf("%.0f", x) : sprintf("%.1f", x) }
  # A ratio that the spread of the forks does not tell from 1 is a tie.
  function ratio(simd, other, id) {
    if (other == "") return ""
    return sprintf(simd / other >= 1.995 ? "%.1f x" : "%.2f x", simd / other) (verdict[id] == "tied" ? ", tied" : "")
  }
  # One line of a case. Figures of the three are rates in the unit that the name ends with; an empty one was not measured.
  function line(id, name, simd, openblas, auto, share) {
    if (simd == "") return
    printf "| %s | **%s** | %s | %s | %s | %s |\n", name, short(simd), short(openblas),
      ratio(simd, openblas, id "openblas"), ratio(simd, auto, id "auto"),
      share == "" ? "" : sprintf("%.0f %%", share)
  }
  function product(shape, name) {
    id = "matmul/" shape "/"
    line(id, name ", GFLOP/s", gflops[id "simd"], gflops[id "openblas"], gflops[id "auto"], peak[id "simd"])
  }
  function thousands(x) { return x == "" ? "" : x / 1000 }
  function step(images, name) {
    id = "step/B" images "/"
    line(id, name ", thousand images/s", thousands(score[id "simd"]), thousands(score[id "openblas"]),
      thousands(score[id "auto"]), peak[id "simd"])
  }
  # Against OpenBLAS that does the same work, too.
  function same_work(images) {
    id = "step/B" images "/"
    if (score[id "openblas-bytes"] == "") return
    printf "| %s | **%s** | %s | %s | | |\n", "the same, OpenBLAS from the same bytes", short(thousands(score[id "simd"])),
      short(thousands(score[id "openblas-bytes"])), ratio(score[id "simd"], score[id "openblas-bytes"], id "openblas-bytes")
  }
  # Rates of what OpenBLAS alone races in.
  function rates(id, name) {
    line(id, name ", thousand/s", thousands(score[id "simd"]), thousands(score[id "openblas"]), "", peak[id "simd"])
  }
  # Times for each call.
  function prediction() {
    id = "predict/one-image/"
    line(id, "scores of one image for each call, thousand/s", per_second(score[id "simd"]), per_second(score[id "openblas"]),
      per_second(score[id "auto"]), "")
  }
  function per_second(us) { return us == "" ? "" : 1000 / us }
  # The benchmark has about 65,536 elements in whole rows, and a time in microseconds.
  function rate(columns, us) { return us == "" ? "" : int(65536 / columns) * columns / us / 1000 }
  function softmax(columns) {
    id = "softmax/rows-of-" columns "/"
    line(id, "softmax, rows of " columns ", G elements/s", rate(columns, score[id "simd"]), "", rate(columns, score[id "auto"]), "")
  }
  END {
    print "| one thread | **Lanewise SIMD** | OpenBLAS | Lanewise / OpenBLAS | Lanewise / auto-vectorized Java | of FMA peak |"
    print "| --- | --- | --- | --- | --- | --- |"
    product("square-64", "matrix product, 64 cubed")
    product("square-512", "matrix product, 512 cubed")
    product("square-1024", "matrix product, 1024 cubed")
    product("forward-K10-B32", "scores, (32 x 3072)(3072 x 10)")
    product("forward-K10-B256", "scores, (256 x 3072)(3072 x 10)")
    product("backward-K10-B256", "gradient, (10 x 256)(256 x 3072)")
    step(1, "training step of 1 image")
    for (images = 16; images <= 1024; images *= 4) {
      step(images, "training step of " images " images")
      same_work(images)
    }
    for (images = 64; images <= 256; images *= 4) rates("floats/pixels-B" images "/", "training step of " images ", pixels as floats")
    for (classes = 100; classes <= 1000; classes *= 10)
      rates("floats/embeddings-K" classes "-B256/", "training step of 256 embeddings, " classes " classes")
    for (images = 64; images <= 1024; images *= 4)
      rates("threads/step-B" images "/", "training step of " images " images, two threads")
    line("threads/square-1024/", "matrix product, 1024 cubed, two threads, GFLOP/s", gflops["threads/square-1024/simd"],
      gflops["threads/square-1024/openblas"], "", peak["threads/square-1024/simd"])
    prediction()
    softmax(10); softmax(1000)
    printf "\nFMA peak %.0f GFLOP/s, reading memory %.0f GB/s", score["peak/fma-in-registers/peak"], score["peak/read-memory/peak"]
    for (columns = 10; columns <= 1000; columns *= 10) {
      id = "softmax/rows-of-" columns "/"
      if (score[id "simd"] != "") printf "; softmax of rows of %d is %.0f times as fast as with Math.exp", columns, score[id "math-exp"] / score[id "simd"]
    }
    print "."
  }' "$directory/summary.csv"
grep -E '^(date|CPU|openblas|JDK|simd|revision|effort|duration) ' "$directory/environment.txt"
