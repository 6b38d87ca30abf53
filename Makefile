# The front door: everything a newcomer needs is one of these words. Meson and Ninja do the work.

film: build examples/honeycomb/bed.wav
	@mkdir -p out
	@build/filmset build examples/honeycomb/honeycomb.md -o out/honeycomb.mp4

build:
	@scripts/setup
	@ninja -C build --quiet

test:
	@scripts/setup --tests
	@scripts/run-tests

# The example's music is synthesised, not kept; by the Python that the build needs too.
examples/honeycomb/bed.wav: examples/honeycomb/make-music.py | build
	@python3 $<

# What is measured against what, and how: bench/README.md.
bench-assets:
	@scripts/setup --bench
	@bench/walk/make-assets.py

bench: build bench-assets
	@ninja -C build --quiet bench/x264-alone bench/micro
	@bench/run.py
	@build/bench/micro

bench-instructions: build
	@scripts/setup --bench
	@ninja -C build --quiet bench/micro
	@bench/instructions.py

# What the house's themes set, in three shapes; docs/themes.md shows them.
sheets: build
	@for theme in evening bulletin lesson gallery blueprint; do \
	    build/filmset themes preview $$theme --height=150 -o docs/themes/$$theme.jpg || exit 1; done

# How every text element of every theme stands out from what is behind it, in three shapes: a table.
contrast: build
	@ninja -C build --quiet tests/film/ink-boxes
	@tests/film/contrast.py build/tests/film/ink-boxes --all

install: build
	@meson install -C build --quiet

clean:
	rm -rf build build-asan out examples/honeycomb/bed.wav bench/walk/assets

.PHONY: film build test sheets contrast bench bench-assets bench-instructions install clean
