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

install: build
	@meson install -C build --quiet

clean:
	rm -rf build build-asan out examples/honeycomb/bed.wav

.PHONY: film build test install clean
