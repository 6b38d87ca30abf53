#!/usr/bin/env node
// The film in a browser: it plays, it can be searched through, and its captions load.
import { createServer } from 'node:http';
import { createReadStream, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { check, withFilm } from './filmkit.mjs';

const types = { '.html': 'text/html', '.mp4': 'video/mp4', '.vtt': 'text/vtt', '.jpg': 'image/jpeg' };
const page = `<!doctype html><title>film</title><video id=film muted preload=auto poster=film.jpg>
<source src=film.mp4 type=video/mp4><track id=words kind=captions src=film.vtt srclang=en default></video>`;

// Ranges, because a player asks for them before it searches.
function serve(folder) {
    return createServer((request, response) => {
        const name = basename(new URL(request.url, 'http://localhost').pathname) || 'index.html';
        const type = types[extname(name)];
        if (name === 'index.html') {
            response.writeHead(200, { 'Content-Type': 'text/html' }).end(page);
            return;
        }
        const size = type && statSync(join(folder, name), { throwIfNoEntry: false })?.size;
        if (!size) {
            response.writeHead(404).end();
            return;
        }
        const range = request.headers.range?.match(/^bytes=(\d+)-(\d*)$/);
        const first = Number(range?.[1] ?? 0);
        const last = Math.min(size - 1, Number(range?.[2] || size - 1));
        response.writeHead(range ? 206 : 200, { 'Content-Type': type, 'Accept-Ranges': 'bytes',
            'Content-Length': last - first + 1, ...(range && { 'Content-Range': `bytes ${first}-${last}/${size}` }) });
        createReadStream(join(folder, name), { start: first, end: last }).pipe(response);
    });
}

// Runs in the page.
async function watch() {
    const video = document.getElementById('film');
    const until = (event, begin) => new Promise((resolve, reject) => {
        video.addEventListener(event, resolve, { once: true });
        video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true });
        setTimeout(() => reject(new Error(`waited too long for ${event}`)), 20000);
        begin?.();
    });
    if (video.readyState < 3)
        await until('canplay');
    await video.play();
    const begin = video.currentTime;
    for (let i = 0; i < 100 && video.currentTime < begin + 1; i++)
        await new Promise((resolve) => setTimeout(resolve, 100));
    const advanced = video.currentTime - begin;
    video.pause();
    await until('seeked', () => { video.currentTime = video.duration * 0.6; });
    const searched = video.currentTime / video.duration;
    const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 36 });
    const context = canvas.getContext('2d');
    context.drawImage(video, 0, 0, 64, 36);
    const pixels = context.getImageData(0, 0, 64, 36).data;
    await until('seeked', () => { video.currentTime = video.duration - 1; });
    await until('ended', () => video.play());
    const track = document.getElementById('words').track;
    return { advanced, searched, ended: video.ended, brightest: Math.max(...pixels.filter((_, i) => i % 4 < 3)),
        width: video.videoWidth, height: video.videoHeight, seconds: video.duration, error: video.error?.message ?? null,
        dropped: video.getVideoPlaybackQuality().corruptedVideoFrames, cues: [...track.cues].map((cue) =>
            ({ begin: cue.startTime, end: cue.endTime, words: cue.getCueAsHTML().textContent })) };
}

async function look({ folder, cues, seconds }) {
    const server = serve(folder);
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true,
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
            '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required'] });
    try {
        const tab = await browser.newPage();
        const complaints = [];
        tab.on('pageerror', (error) => complaints.push(error.message));
        await tab.goto(`http://127.0.0.1:${server.address().port}/`);
        const seen = await tab.evaluate(watch);
        check('it plays', seen.advanced >= 1, JSON.stringify(seen));
        check('without an error', seen.error === null && complaints.length === 0, `${seen.error} ${complaints}`);
        check('no frame is broken', seen.dropped === 0, seen.dropped);
        check('it can be searched through', Math.abs(seen.searched - 0.6) < 0.05, seen.searched);
        check('and shows something there', seen.brightest > 60, seen.brightest);
        check('it plays to its end', seen.ended, JSON.stringify(seen));
        check('in its size', seen.width === 960 && seen.height === 540, `${seen.width}×${seen.height}`);
        check('as long as the timeline', Math.abs(seen.seconds - seconds) <= 1 / 30, `${seen.seconds} ${seconds}`);
        check('with all its captions', seen.cues.length === cues.length, `${seen.cues.length} and ${cues.length}`);
        seen.cues.forEach((cue, i) => check(`caption ${i + 1}`, cue.words === cues[i]?.words
            && Math.abs(cue.begin - cues[i].begin) < 0.001, `${JSON.stringify(cue)}\n${JSON.stringify(cues[i])}`));
    } finally {
        await browser.close();
        server.close();
    }
}

await withFilm(look);
