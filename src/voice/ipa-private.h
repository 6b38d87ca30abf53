/**
 * From IPA to the notation of espeak-ng, which reads no IPA itself.
 *
 * Which sounds there are depends on the voice, so each is looked up there: of the candidates for a symbol the one that the
 * voice itself would write with that symbol, else the first that it has. What only refines a sound (ties, syllable dots,
 * aspiration, dental and unreleased marks) is left out.
 */
#pragma once

/** What a voice writes in IPA for a sound in its own notation, g_free() it; NULL if it has no sound of that name. */
typedef char *fms_ipa_of(const char *mnemonic);

/**
 * @param ipa  valid UTF-8.
 * @param bad  receives the symbol that cannot be said, g_free() it, where NULL is returned.
 * @return the notation, g_free() it.
 */
char *fms_ipa_translate(const char *ipa, fms_ipa_of *ipa_of, char **bad);
