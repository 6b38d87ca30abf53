"""Titles, quotation, credits and captions of the reference film as subtitles in the ASS format, as its peers draw them."""

from film import ASSETS, CREDITS, HEIGHT, QUOTATION, SHOTS, TITLES, WIDTH

STYLE_KEYS = ('Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, '
              'Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, '
              'MarginR, MarginV, Encoding')

# Name, font, size, bold, italic, outline, shadow, where (as on a telephone's keys), margins.
STYLES = (
    ('Caption', 'Noto Sans', 54, 0, 0, 3, 1, 2, (120, 120, 70)),
    ('Title', 'Noto Sans', 110, 1, 0, 0, 0, 5, (0, 0, 0)),
    ('Second', 'Noto Sans CJK SC', 84, 0, 0, 0, 0, 5, (0, 0, 0)),
    ('Quotation', 'Noto Serif', 72, 0, 1, 0, 0, 5, (0, 0, 0)),
    ('Credits', 'Noto Sans CJK SC', 52, 0, 0, 0, 0, 8, (0, 0, 0)),
)
CREDIT_LINE = 68


def style(name, font, size, bold, italic, outline, shadow, where, margins):
    colours = '&H00FFFFFF,&H000000FF,&H00000000,&H80000000'
    left, right, bottom = margins
    return (f'Style: {name},{font},{size},{colours},{bold},{italic},0,0,100,100,0,0,1,{outline},{shadow},{where},'
            f'{left},{right},{bottom},1')


def clock(seconds):
    hundredths = round(seconds * 100)
    return f'{hundredths // 360000}:{hundredths // 6000 % 60:02d}:{hundredths // 100 % 60:02d}.{hundredths % 100:02d}'


def event(begin, end, name, text):
    return f'Dialogue: 0,{clock(begin)},{clock(end)},{name},,0,0,0,,{text}'


def card(begin, end, name, height, text):
    return event(begin, end, name, f'{{\\pos({WIDTH // 2},{height})\\fad(800,300)}}{text}')


def roll():
    """The credits: up from the bottom edge until the last lines stand in the middle."""
    begin, length = next(shot[1:] for shot in SHOTS if shot[0] == 'credits')
    text = '\\N'.join(line or '{\\fs30}\\h{\\fs52}' for line in CREDITS)
    last = 500 - CREDIT_LINE * len(CREDITS)
    return event(begin, begin + length, 'Credits', f'{{\\move({WIDTH // 2},{HEIGHT},{WIDTH // 2},{last})}}{text}')


def write(cues):
    events = [card(0.4, 3.9, 'Title', 480, TITLES[0]), card(0.4, 3.9, 'Second', 620, TITLES[1]),
              card(29.0, 33.4, 'Quotation', 490, QUOTATION[0]), card(29.0, 33.4, 'Quotation', 590, QUOTATION[1]), roll()]
    events += [event(begin, end, 'Caption', text) for begin, end, text in cues]
    lines = ['[Script Info]', 'ScriptType: v4.00+', f'PlayResX: {WIDTH}', f'PlayResY: {HEIGHT}', 'WrapStyle: 0',
             'ScaledBorderAndShadow: yes', 'YCbCr Matrix: TV.709', '', '[V4+ Styles]', f'Format: {STYLE_KEYS}',
             *[style(*row) for row in STYLES], '', '[Events]',
             'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text', *events]
    (ASSETS / 'words.ass').write_text('\n'.join(lines) + '\n', encoding='utf-8')
