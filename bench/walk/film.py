"""The reference film as its peers make it, as data: what is seen when, how it moves, what is said.

walk.md says the same in Filmset's own language. Times are seconds, places are parts of a picture's width and height.
"""

import pathlib

ASSETS = pathlib.Path(__file__).resolve().parent / 'assets'
WIDTH, HEIGHT, FPS, SECONDS = 1920, 1080, 30, 60.0
DISSOLVE = 0.5
TITLES = ('A WALK BEFORE SUNRISE', '日出之前的漫步')
QUOTATION = ('Walk slowly, said the shepherd.', 'The mountain is in no hurry.')

# Name, first second, length; each dissolves into the next.
SHOTS = (
    ('title', 0.0, 4.0), ('nuthatch', 3.5, 7.0), ('seeds', 10.0, 7.0), ('stream', 16.5, 6.0), ('sunset', 22.0, 7.0),
    ('quotation', 28.5, 5.0), ('dragonfly', 33.0, 7.0), ('slope', 39.5, 6.0), ('peaks', 45.0, 7.0),
    ('credits', 51.5, 8.5),
)
CLIPS = ('stream', 'slope')

# Zoom and centre of the first view and of the last.
MOVES = {
    'nuthatch': ((1.00, 0.50, 0.50), (1.18, 0.46, 0.48)),
    'seeds': ((1.20, 0.42, 0.45), (1.02, 0.50, 0.50)),
    'sunset': ((1.05, 0.48, 0.50), (1.22, 0.55, 0.52)),
    'dragonfly': ((1.22, 0.55, 0.48), (1.04, 0.50, 0.50)),
    'peaks': ((1.00, 0.50, 0.50), (1.16, 0.52, 0.46)),
}

# When it is said, and the two captions that it makes.
NARRATION = (
    (0.6, 'A walk before sunrise.', 'Ten minutes in the quiet hills.'),
    (4.4, 'The first light finds the old tree,', 'and a small bird already at work.'),
    (10.6, 'Further on, the meadow is still wet.', 'Every seed head holds a drop of sun.'),
    (17.0, 'Then the stream,', 'loud and cold between the stones.'),
    (22.6, 'From the ridge the whole valley opens,', 'one hill behind another.'),
    (28.9, *QUOTATION),
    (33.6, 'By nine the dragonflies are awake,', 'and the leaves are warm to the touch.'),
    (40.0, 'Autumn has come to the far slope.', 'The larches turn before the beech.'),
    (45.6, 'One last climb up the stony path,', 'and the snow is close enough to hear.'),
    (52.4, 'Thank you for walking with us.', 'Good night, and good roads.'),
)

CREDITS = (
    *TITLES, '', 'Written by', 'The makers of Filmset', '', 'Photographs', 'Lukas Baubkus', 'Clemens Engelhardt',
    'Aitzol Berasategi', 'Bolly', 'Sander Klootwijk', '', 'Narration', 'eSpeak NG', '', 'Music', 'SoX', '', 'Fonts',
    'Noto Sans, Noto Serif, Noto Sans CJK', '', 'Thank you',
)


def frames(seconds):
    return round(seconds * FPS)
