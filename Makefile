# The front door: everything a newcomer needs is one of these words. Meson and Ninja do the work.

film: build
	@mkdir -p out
	@build/filmset build examples/honeycomb/honeycomb.md -o out/honeycomb.mp4

build:
	@scripts/setup
	@ninja -C build --quiet

test:
	@scripts/setup --tests
	@scripts/run-tests

install: build
	@meson install -C build --quiet

clean:
	rm -rf build build-asan out

.PHONY: film build test install clean
