"""Speed, as ratios in one run on the same data: `make bench`."""
