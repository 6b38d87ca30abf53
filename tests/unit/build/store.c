/*
 * The store: whole results or none, leftovers of the dead, memos that a crash has torn.
 */
#include "store.h"

#include "diags.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct bench {
    char *folder;
    struct fms_store *store;
    struct fms_digest key;
};

static void set_up(struct bench *bench, gconstpointer user)
{
    GError *error = NULL;
    bench->folder = g_dir_make_tmp("filmset-store-XXXXXX", &error);
    g_assert_no_error(error);
    bench->store = fms_store_open(bench->folder, &error);
    g_assert_no_error(error);
    bench->key = fms_digest_of_bytes("key", 3);
}

static void remove_tree(const char *path)
{
    GDir *dir = g_dir_open(path, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        char *child = g_build_filename(path, name, NULL);
        remove_tree(child);
        g_free(child);
    }
    if (dir)
        g_dir_close(dir);
    g_remove(path);
}

static void tear_down(struct bench *bench, gconstpointer user)
{
    fms_store_close(bench->store);
    remove_tree(bench->folder);
    g_free(bench->folder);
}

static void write_file(const char *path, const char *text)
{
    GError *error = NULL;
    g_file_set_contents(path, text, -1, &error);
    g_assert_no_error(error);
}

static guint n_drafts(const struct bench *bench)
{
    char *folder = g_build_filename(bench->folder, "tmp", NULL);
    GDir *dir = g_dir_open(folder, 0, NULL);
    guint n = 0;
    while (g_dir_read_name(dir))
        n++;
    g_dir_close(dir);
    g_free(folder);
    return n;
}

static bool keep(struct bench *bench, const char *text, GError **error)
{
    char *draft = fms_store_draft(bench->store);
    write_file(draft, text);
    bool kept = fms_store_keep(bench->store, &bench->key, draft, error);
    g_assert_false(g_file_test(draft, G_FILE_TEST_EXISTS));
    g_free(draft);
    return kept;
}

static void assert_holds(struct bench *bench, const char *text)
{
    char *path = fms_store_find(bench->store, &bench->key), *found = NULL;
    g_assert_nonnull(path);
    g_assert_true(g_file_get_contents(path, &found, NULL, NULL));
    g_assert_cmpstr(found, ==, text);
    g_free(found);
    g_free(path);
}

static void keeps_and_finds(struct bench *bench, gconstpointer user)
{
    g_assert_null(fms_store_find(bench->store, &bench->key));
    g_assert_true(keep(bench, "first", NULL));
    assert_holds(bench, "first");
    g_assert_true(keep(bench, "second", NULL)); /* a result is never changed */
    assert_holds(bench, "first");
    g_assert_cmpuint(n_drafts(bench), ==, 0);
}

static void place_is_cut_after_two(struct bench *bench, gconstpointer user)
{
    g_assert_true(keep(bench, "x", NULL));
    char *path = fms_store_find(bench->store, &bench->key);
    struct fms_digest sum = fms_digest_of_bytes("x", 1);
    char *want = g_strdup_printf("%s/%.2s/%s.%s", bench->folder, bench->key.hex, bench->key.hex + 2, sum.hex);
    g_assert_cmpstr(path, ==, want);
    g_assert_cmpstr(fms_store_digest(path).hex, ==, sum.hex);
    g_free(want);
    g_free(path);
}

/* Each kind of damage: what is there is not believed, goes, and is made again. */
static void damage_is_found_and_heals(struct bench *bench, gconstpointer user)
{
    static const char *const damages[] = { "", "soung", "sound as it was and more", "soun" };
    for (size_t i = 0; i < G_N_ELEMENTS(damages); i++) {
        struct fms_store *other = fms_store_open(bench->folder, NULL);
        g_assert_true(keep(bench, "sound", NULL));
        char *path = fms_store_find(bench->store, &bench->key);
        g_unlink(path);
        write_file(path, damages[i]);
        g_assert_true(fms_store_has(other, &bench->key));
        g_assert_null(fms_store_find(other, &bench->key));
        g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
        g_assert_null(
            fms_store_find(bench->store, &bench->key)); /* who had seen it sound sees that it is another file */
        g_free(path);
        fms_store_close(other);
    }
    g_assert_true(keep(bench, "sound", NULL));
    assert_holds(bench, "sound");
}

/* The next open store sees what happened to the file in place. */
static void a_flipped_bit_is_found(struct bench *bench, gconstpointer user)
{
    g_assert_true(keep(bench, "sound", NULL));
    char *path = fms_store_find(bench->store, &bench->key);
    int file = open(path, O_WRONLY | O_CLOEXEC);
    g_assert_cmpint(pwrite(file, "t", 1, 1), ==, 1);
    close(file);
    g_free(path);
    struct fms_store *other = fms_store_open(bench->folder, NULL);
    g_assert_cmpint(fms_store_verify(other), ==, 1);
    g_assert_cmpint(fms_store_verify(other), ==, 0);
    g_assert_null(fms_store_find(other, &bench->key));
    fms_store_close(other);
}

static void put(struct fms_store *store, const char *name, const char *text, int64_t used_s)
{
    struct fms_digest key = fms_digest_of_bytes(name, strlen(name));
    char *draft = fms_store_draft(store);
    write_file(draft, text);
    g_assert_true(fms_store_keep(store, &key, draft, NULL));
    g_free(draft);
    char *path = fms_store_find(store, &key);
    const struct timespec times[2] = { { .tv_sec = used_s }, { .tv_nsec = UTIME_OMIT } };
    g_assert_cmpint(utimensat(AT_FDCWD, path, times, 0), ==, 0);
    g_free(path);
}

static bool has(struct fms_store *store, const char *name)
{
    struct fms_digest key = fms_digest_of_bytes(name, strlen(name));
    return fms_store_has(store, &key);
}

static void longest_unused_goes_first(struct bench *bench, gconstpointer user)
{
    put(bench->store, "b", "x", 2000);
    put(bench->store, "a", "x", 1000);
    put(bench->store, "c", "x", 3000);
    struct fms_store_facts facts = fms_store_look(bench->store);
    g_assert_cmpint(facts.n_results, ==, 3);
    g_assert_cmpint(facts.oldest_s, ==, 1000);
    g_assert_cmpint(facts.n_builds, ==, 0);
    g_assert_cmpint(fms_store_trim(bench->store, facts.bytes), ==, 0);
    g_assert_cmpint(fms_store_trim(bench->store, facts.bytes - 1), ==, facts.bytes / 3);
    g_assert_false(has(bench->store, "a"));
    g_assert_true(has(bench->store, "b"));
    g_assert_true(has(bench->store, "c"));
}

/* Whatever an open store has found or kept stays: seen from another, for it and for itself. */
static void what_is_in_use_stays(struct bench *bench, gconstpointer user)
{
    put(bench->store, "old", "x", 1000);
    put(bench->store, "used", "x", 1000);
    struct fms_store *builder = fms_store_open(bench->folder, NULL);
    struct fms_digest key = fms_digest_of_bytes("used", 4);
    g_free(fms_store_find(builder, &key));
    g_usleep(1100 * 1000); /* the evictor comes a second later */
    struct fms_store *evictor = fms_store_open(bench->folder, NULL);
    g_assert_cmpint(fms_store_look(evictor).n_builds, ==, 2);
    fms_store_trim(evictor, 0);
    g_assert_false(has(bench->store, "old"));
    g_assert_true(has(bench->store, "used"));
    fms_store_close(builder);
    fms_store_close(bench->store);
    bench->store = NULL;
    fms_store_trim(evictor, 0);
    g_assert_false(has(evictor, "used"));
    fms_store_close(evictor);
}

/* A mark that a killed process has left protects nothing. */
static void marks_of_the_dead_go(struct bench *bench, gconstpointer user)
{
    pid_t child = fork();
    if (child == 0) {
        fms_store_open(bench->folder, NULL);
        _exit(0);
    }
    g_assert_cmpint(waitpid(child, NULL, 0), ==, child);
    g_assert_cmpint(fms_store_look(bench->store).n_builds, ==, 0);
}

static void one_claim_at_a_time(struct bench *bench, gconstpointer user)
{
    struct fms_store *other = fms_store_open(bench->folder, NULL);
    struct fms_claim *claim = fms_store_claim(bench->store, &bench->key);
    g_assert_nonnull(claim);
    g_assert_null(fms_store_claim(other, &bench->key));
    fms_store_unclaim(claim);
    claim = fms_store_claim(other, &bench->key);
    g_assert_nonnull(claim);
    fms_store_unclaim(claim);
    fms_store_close(other);
}

static void claims_of_the_dead_go(struct bench *bench, gconstpointer user)
{
    pid_t child = fork();
    if (child == 0) {
        fms_store_claim(bench->store, &bench->key);
        _exit(0);
    }
    g_assert_cmpint(waitpid(child, NULL, 0), ==, child);
    struct fms_claim *claim = fms_store_claim(bench->store, &bench->key);
    g_assert_nonnull(claim);
    fms_store_unclaim(claim);
}

static void empty_is_absent(struct bench *bench, gconstpointer user)
{
    GError *error = NULL;
    g_assert_false(keep(bench, "", &error));
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE);
    g_clear_error(&error);
    g_assert_true(keep(bench, "x", NULL));
    char *path = fms_store_find(bench->store, &bench->key);
    write_file(path, ""); /* as a broken disk may leave it */
    g_free(path);
    g_assert_null(fms_store_find(bench->store, &bench->key));
    g_assert_true(keep(bench, "again", NULL));
    assert_holds(bench, "again");
}

static void drafts_differ(struct bench *bench, gconstpointer user)
{
    struct fms_store *other = fms_store_open(bench->folder, NULL);
    char *a = fms_store_draft(bench->store), *b = fms_store_draft(other), *c = fms_store_draft(bench->store);
    g_assert_cmpstr(a, !=, b);
    g_assert_cmpstr(b, !=, c);
    g_assert_cmpstr(a, !=, c);
    g_unlink(a);
    g_unlink(b);
    g_unlink(c);
    g_free(a);
    g_free(b);
    g_free(c);
    fms_store_close(other);
}

static void leftovers_of_the_dead_go(struct bench *bench, gconstpointer user)
{
    char *mine = fms_store_draft(bench->store);
    pid_t child = fork();
    if (child == 0) {
        fms_store_draft(bench->store);
        _exit(0);
    }
    g_assert_cmpint(waitpid(child, NULL, 0), ==, child);
    g_assert_cmpuint(n_drafts(bench), ==, 2);
    fms_store_close(fms_store_open(bench->folder, NULL));
    g_assert_cmpuint(n_drafts(bench), ==, 1);
    g_assert_true(g_file_test(mine, G_FILE_TEST_EXISTS)); /* the living keep theirs */
    g_unlink(mine);
    g_free(mine);
}

/* On a shared disk the number of another machine's process says nothing here. */
static void leftovers_of_other_hosts_stay_a_week(struct bench *bench, gconstpointer user)
{
    char *path = g_build_filename(bench->folder, "tmp", "elsewhere-host.2147483647.0", NULL);
    write_file(path, "x");
    fms_store_close(fms_store_open(bench->folder, NULL));
    g_assert_true(g_file_test(path, G_FILE_TEST_EXISTS));
    struct timespec long_ago[2] = { { .tv_sec = 1 }, { .tv_sec = 1 } };
    g_assert_cmpint(utimensat(AT_FDCWD, path, long_ago, 0), ==, 0);
    fms_store_close(fms_store_open(bench->folder, NULL));
    g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
    g_free(path);
}

static void memos_come_back(struct bench *bench, gconstpointer user)
{
    static const char *const values[] = { "", "one line", "two\nlines\n", "\n", "Gezeiten — 潮汐" };
    g_assert_null(fms_store_recall(bench->store, &bench->key));
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
        fms_store_remember(bench->store, &bench->key, values[i]); /* the last word counts */
        char *value = fms_store_recall(bench->store, &bench->key);
        g_assert_cmpstr(value, ==, values[i]);
        g_free(value);
    }
    g_assert_null(fms_store_find(bench->store, &bench->key)); /* a memo is no result */
    g_assert_cmpuint(n_drafts(bench), ==, 0);
}

static void torn_memos_are_not_believed(struct bench *bench, gconstpointer user)
{
    fms_store_remember(bench->store, &bench->key, "still 12345");
    char *path = g_strdup_printf("%s/memo/%.2s/%s", bench->folder, bench->key.hex, bench->key.hex + 2);
    struct stat info;
    g_assert_cmpint(stat(path, &info), ==, 0);
    for (off_t length = info.st_size - 1; length >= 0; length -= 7) {
        g_assert_cmpint(truncate(path, length), ==, 0);
        g_assert_null(fms_store_recall(bench->store, &bench->key));
    }
    g_free(path);
}

static void unusable_folder_is_the_machine(void)
{
    static const char *const folders[] = { "/dev/null/store", "/proc/store" };
    for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
        GError *error = NULL;
        g_assert_null(fms_store_open(folders[i], &error));
        g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE);
        g_assert_nonnull(strstr(error->message, folders[i]));
        g_clear_error(&error);
    }
}

/* Many processes keep and look at once: what is seen is always whole. */
static void many_processes_at_once(struct bench *bench, gconstpointer user)
{
    enum { N_PROCESSES = 4, N_ROUNDS = 25, N_BYTES = 20000 };
    pid_t children[N_PROCESSES];
    char *text = g_strnfill(N_BYTES, 'x');
    for (int p = 0; p < N_PROCESSES; p++) {
        children[p] = fork();
        if (children[p] != 0)
            continue;
        struct fms_store *store = fms_store_open(bench->folder, NULL);
        for (int i = 0; i < N_ROUNDS; i++) {
            struct fms_digest key = fms_digest_of_bytes(&i, sizeof i);
            char *draft = fms_store_draft(store), *path;
            struct stat info;
            if (!g_file_set_contents(draft, text, N_BYTES, NULL) || !fms_store_keep(store, &key, draft, NULL) ||
                !(path = fms_store_find(store, &key)) || stat(path, &info) != 0 || info.st_size != N_BYTES)
                _exit(1);
        }
        _exit(0);
    }
    for (int p = 0; p < N_PROCESSES; p++) {
        int status;
        g_assert_cmpint(waitpid(children[p], &status, 0), ==, children[p]);
        g_assert_cmpint(status, ==, 0);
    }
    g_assert_cmpuint(n_drafts(bench), ==, 0);
    g_free(text);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*test)(struct bench *bench, gconstpointer user);
    } rows[] = {
        { "/store/keeps-and-finds", keeps_and_finds },
        { "/store/place", place_is_cut_after_two },
        { "/store/empty-is-absent", empty_is_absent },
        { "/store/drafts-differ", drafts_differ },
        { "/store/leftovers-of-the-dead", leftovers_of_the_dead_go },
        { "/store/leftovers-of-other-hosts", leftovers_of_other_hosts_stay_a_week },
        { "/store/memos", memos_come_back },
        { "/store/torn-memos", torn_memos_are_not_believed },
        { "/store/many-processes", many_processes_at_once },
        { "/store/damage", damage_is_found_and_heals },
        { "/store/flipped-bit", a_flipped_bit_is_found },
        { "/store/longest-unused-first", longest_unused_goes_first },
        { "/store/in-use-stays", what_is_in_use_stays },
        { "/store/marks-of-the-dead", marks_of_the_dead_go },
        { "/store/one-claim", one_claim_at_a_time },
        { "/store/claims-of-the-dead", claims_of_the_dead_go },
    };
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        g_test_add(rows[i].name, struct bench, NULL, set_up, rows[i].test, tear_down);
    g_test_add_func("/store/unusable-folder", unusable_folder_is_the_machine);
    return g_test_run();
}
