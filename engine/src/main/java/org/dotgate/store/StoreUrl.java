package org.dotgate.store;

import java.nio.charset.StandardCharsets;
import java.net.URLDecoder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code [store] url} names: a folder, or a Redis server. Immutable; the password is never shown. */
public final class StoreUrl {
    private static final String FORMS = "file:FOLDER, redis://host:port/number or redis://user:password@host:port/number"
            + " (rediss:// with TLS; % signs and letters such as @ in a password as %25 and %40)";
    private static final Pattern REDIS = Pattern.compile("(rediss?)://(?:([^:@/]*):([^@/]*)@)?"
            + "(\\[[0-9a-fA-F:.]{2,45}]|[A-Za-z0-9._-]{1,255})(?::([0-9]{1,5}))?(?:/([0-9]{1,4})?)?");
    private static final int DEFAULT_PORT = 6379;

    private final String folder;
    private final String host;
    private final int port;
    private final String user;
    private final String password;
    private final int database;
    private final boolean tls;

    private StoreUrl(String folder) {
        this.folder = folder;
        this.host = null;
        this.port = 0;
        this.user = "";
        this.password = "";
        this.database = 0;
        this.tls = false;
    }

    private StoreUrl(Matcher redis) {
        folder = null;
        tls = redis.group(1).equals("rediss");
        user = decoded(redis.group(2));
        password = decoded(redis.group(3));
        host = redis.group(4).replaceAll("[\\[\\]]", "");
        port = redis.group(5) == null ? DEFAULT_PORT : Integer.parseInt(redis.group(5));
        database = redis.group(6) == null ? 0 : Integer.parseInt(redis.group(6));
    }

    private static String decoded(String text) {
        // a plus sign stands for itself here
        return text == null ? "" : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** @throws IllegalArgumentException if the text names neither; the message has the valid forms, and no password */
    public static StoreUrl parse(String text) {
        if (text.startsWith("file:") && text.length() > "file:".length() && text.indexOf('\0') < 0) {
            return new StoreUrl(text.substring("file:".length()));
        }
        Matcher redis = REDIS.matcher(text);
        if (!redis.matches()) {
            throw new IllegalArgumentException("this names no store; valid are " + FORMS);
        }
        StoreUrl url = decode(redis);
        if (url.port < 1 || url.port > 65_535) {
            throw new IllegalArgumentException("there is no port " + url.port + "; valid are " + FORMS);
        }
        return url;
    }

    private static StoreUrl decode(Matcher redis) {
        try {
            return new StoreUrl(redis);
        } catch (IllegalArgumentException e) {
            // its message would quote a part of the password
            throw new IllegalArgumentException("a % sign in user or password is not followed by two digits; valid are " + FORMS);
        }
    }

    /** The folder; empty if it names a server. */
    public Optional<String> folder() {
        return Optional.ofNullable(folder);
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    /** Empty if none is given. */
    public String user() {
        return user;
    }

    /** Empty if none is given. */
    public String password() {
        return password;
    }

    /** The number of the database. */
    public int database() {
        return database;
    }

    /** Whether the connection is encrypted. */
    public boolean isTls() {
        return tls;
    }

    @Override
    public String toString() {
        return folder != null ? "file:" + folder : (tls ? "rediss://" : "redis://") + host + ":" + port + "/" + database;
    }
}
