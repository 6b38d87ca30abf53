/*
 * A guest that is a server: one request a line, as the OpenAI speech protocol has it.
 *
 *     POST {server}/audio/speech   {"model":…,"input":…,"voice":…,"response_format":"wav","speed":1.1}
 *
 * The answer is the sound itself, or a status with a reason. It is held to its time, its size and its kind; it is never sent
 * elsewhere (no redirects: the key would go along), and nothing but HTTP is spoken.
 */
#include "guests-private.h"

#include <curl/curl.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { CONNECT_S = 10, MOST_REASON_BYTES = 2048 };

/* A request, and what has come of its answer. */
struct request {
    const struct fms_guest_errand *errand;
    CURL *handle;
    struct curl_slist *headers;
    GString *url, *body;
    GString *reason; /* the beginning of the answer */
    FILE *file;
    int64_t n_bytes;
    bool too_much;
};

static void add_string(GString *json, const char *name, const char *value)
{
    g_string_append_printf(json, "%s\"%s\":\"", json->len > 1 ? "," : "", name);
    for (; *value; value++) {
        if (*value == '"' || *value == '\\')
            g_string_append_c(json, '\\');
        if ((unsigned char) *value < ' ')
            g_string_append_printf(json, "\\u%04x", (unsigned) *value);
        else
            g_string_append_c(json, *value);
    }
    g_string_append_c(json, '"');
}

static GString *write_body(const struct fms_guest_errand *errand)
{
    const struct fms_guest *guest = errand->guest;
    GString *json = g_string_new("{");
    add_string(json, "model", guest->model);
    add_string(json, "input", errand->text);
    add_string(json, "voice", guest->voice);
    add_string(json, "response_format", guest->format);
    if (errand->speed_permille != 1000)
        g_string_append_printf(json, ",\"speed\":%" G_GINT64_FORMAT ".%03" G_GINT64_FORMAT,
                               errand->speed_permille / 1000, errand->speed_permille % 1000);
    g_string_append_c(json, '}');
    return json;
}

static size_t on_bytes(char *bytes, size_t one, size_t n, void *user)
{
    struct request *request = user;
    if (request->reason->len < MOST_REASON_BYTES)
        g_string_append_len(request->reason, bytes, (gssize) MIN(n, MOST_REASON_BYTES - request->reason->len));
    request->n_bytes += (int64_t) n;
    request->too_much = request->n_bytes > FMS_GUEST_MOST_BYTES;
    return request->too_much ? 0 : fwrite(bytes, 1, n, request->file);
}

static int on_progress(void *user, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    const struct request *request = user;
    return fms_guest_stopped(request->errand);
}

static void add_header(struct request *request, const char *header)
{
    request->headers = curl_slist_append(request->headers, header);
}

static bool add_key(struct request *request, GError **error)
{
    const struct fms_guest *guest = request->errand->guest;
    const char *key = guest->key ? g_getenv(guest->key) : NULL;
    if (guest->key && (!key || !*key))
        return fms_guest_fails(guest, error, "has no key: set the environment's variable %s", guest->key);
    if (key && strpbrk(key, "\r\n"))
        return fms_guest_fails(guest, error, "has no key that could be sent: there is a line's end in %s", guest->key);
    if (key) {
        char *header = g_strconcat("Authorization: Bearer ", key, NULL);
        add_header(request, header);
        g_free(header);
    }
    return true;
}

static void set_limits(const struct request *request)
{
    curl_easy_setopt(request->handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(request->handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(request->handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(request->handle, CURLOPT_CONNECTTIMEOUT, (long) CONNECT_S);
    curl_easy_setopt(request->handle, CURLOPT_TIMEOUT, (long) request->errand->guest->timeout_s);
    curl_easy_setopt(request->handle, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(request->handle, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(request->handle, CURLOPT_XFERINFODATA, request);
}

static void set_request(struct request *request)
{
    add_header(request, "Content-Type: application/json");
    add_header(request, "Expect:");
    curl_easy_setopt(request->handle, CURLOPT_URL, request->url->str);
    curl_easy_setopt(request->handle, CURLOPT_USERAGENT, "Filmset/" FMS_VERSION);
    curl_easy_setopt(request->handle, CURLOPT_POSTFIELDSIZE, (long) request->body->len);
    curl_easy_setopt(request->handle, CURLOPT_POSTFIELDS, request->body->str);
    curl_easy_setopt(request->handle, CURLOPT_HTTPHEADER, request->headers);
    curl_easy_setopt(request->handle, CURLOPT_WRITEFUNCTION, on_bytes);
    curl_easy_setopt(request->handle, CURLOPT_WRITEDATA, request);
}

/* The wire failed. */
static bool tell_wire(const struct request *request, CURLcode code, struct fms_guest_answer *answer, GError **error)
{
    const struct fms_guest *guest = request->errand->guest;
    answer->again = code == CURLE_COULDNT_CONNECT || code == CURLE_PARTIAL_FILE || code == CURLE_RECV_ERROR ||
                    code == CURLE_GOT_NOTHING || code == CURLE_SEND_ERROR;
    if (request->too_much)
        return fms_guest_fails(guest, error, "does not stop: %s sends more than %d MB for one line", guest->server,
                               FMS_GUEST_MOST_BYTES >> 20);
    if (code == CURLE_OPERATION_TIMEDOUT)
        return fms_guest_fails(guest, error,
                               "did not answer within %" G_GINT64_FORMAT
                               " s at %s; give it more with `timeout` in voices.yaml",
                               guest->timeout_s, guest->server);
    if (code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST)
        return fms_guest_fails(guest, error,
                               "is not there: no server answers at %s; start it, or mend `server` in voices.yaml",
                               guest->server);
    bool cut = code == CURLE_PARTIAL_FILE || code == CURLE_RECV_ERROR || code == CURLE_GOT_NOTHING;
    return fms_guest_fails(guest, error, "%s: %s, from %s", cut ? "was cut off" : "cannot be asked",
                           curl_easy_strerror(code), guest->server);
}

/* What to do about a status. */
static const char *advice(long status)
{
    switch (status) {
    case 401:
    case 403: return "; look at its `key` in voices.yaml";
    case 400:
    case 404:
    case 422: return "; look at `server`, `model` and `voice` in voices.yaml";
    case 429: return "; it has had enough for now, so build again later";
    default: return "";
    }
}

/* The server said no. */
static bool tell_status(const struct request *request, long status, struct fms_guest_answer *answer, GError **error)
{
    const struct fms_guest *guest = request->errand->guest;
    curl_off_t after_s = 0;
    curl_easy_getinfo(request->handle, CURLINFO_RETRY_AFTER, &after_s);
    answer->again = status == 408 || status == 429 || status >= 500;
    answer->wait_ms = CLAMP(after_s, 0, 86400) * 1000;
    char *said = fms_guest_excerpt(request->reason->str, request->reason->len);
    fms_guest_fails(guest, error, "is refused: %s says %ld%s%s%s", guest->server, status, *said ? " " : "", said,
                    advice(status));
    g_free(said);
    return false;
}

static bool is_sound(const char *type)
{
    return !type || !*type || g_ascii_strncasecmp(type, "audio/", 6) == 0 ||
           g_ascii_strncasecmp(type, "application/octet-stream", 24) == 0;
}

static bool judge(const struct request *request, struct fms_guest_answer *answer, GError **error)
{
    long status = 0;
    const char *type = NULL;
    curl_easy_getinfo(request->handle, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(request->handle, CURLINFO_CONTENT_TYPE, &type);
    if (status != 200)
        return tell_status(request, status, answer, error);
    if (is_sound(type))
        return true;
    char *said = fms_guest_excerpt(request->reason->str, request->reason->len),
         *shown = fms_guest_excerpt(type, strlen(type));
    answer->again = true;
    fms_guest_fails(request->errand->guest, error, "is no sound: %s answers %s: %s", request->errand->guest->server,
                    shown, said);
    g_free(shown);
    g_free(said);
    return false;
}

static bool perform(struct request *request, struct fms_guest_answer *answer, GError **error)
{
    if (!add_key(request, error))
        return false;
    set_limits(request);
    set_request(request);
    CURLcode code = curl_easy_perform(request->handle);
    bool flushed = fflush(request->file) == 0;
    if (code != CURLE_OK)
        return tell_wire(request, code, answer, error);
    if (!flushed) {
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "cannot keep what a server speaks: %s",
                    g_strerror(errno));
        return false;
    }
    return judge(request, answer, error);
}

static gpointer start_curl(gpointer unused)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
    return NULL;
}

bool fms_server_ask(const struct fms_guest_errand *errand, struct fms_guest_answer *answer, GError **error)
{
    static GOnce once = G_ONCE_INIT;
    const struct fms_guest *guest = errand->guest;
    struct request request = { .errand = errand };
    g_once(&once, start_curl, NULL);
    request.handle = curl_easy_init();
    request.file = fopen(errand->path, "wbe");
    request.reason = g_string_new(NULL);
    request.body = write_body(errand);
    request.url = g_string_new(guest->server);
    g_string_append(request.url, g_str_has_suffix(guest->server, "/") ? "audio/speech" : "/audio/speech");
    bool good = request.handle && request.file;
    if (good)
        good = perform(&request, answer, error);
    else
        fms_guest_fails(guest, error, "cannot be asked: %s", g_strerror(errno));
    if (request.file)
        fclose(request.file);
    curl_slist_free_all(request.headers);
    if (request.handle)
        curl_easy_cleanup(request.handle);
    g_string_free(request.url, TRUE);
    g_string_free(request.body, TRUE);
    g_string_free(request.reason, TRUE);
    return good;
}
