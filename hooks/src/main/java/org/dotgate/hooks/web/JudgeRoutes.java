package org.dotgate.hooks.web;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dotgate.hooks.gate.GateHouse;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.WrittenPath;
import spark.Request;
import spark.Response;
import spark.ResponseTransformer;
import spark.Service;

/** {@code POST /dotgate/judge}: what would become of a message at the dot, and why. Thread-safe. */
final class JudgeRoutes implements RouteGroup {
    /** The largest message, in octets. James has read it before it comes here. */
    static final int LARGEST = 50 << 20;

    private static final String PATH = DotgateRoutes.BASE + "/judge";
    private static final String ANY_CLIENT = "192.0.2.1";
    private static final int MOST_RECIPIENTS = 100;
    private static final int LONGEST = 512;
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    /** What is looked up nowhere: four numbers, or something with a colon. */
    private static final Pattern ADDRESS = Pattern.compile(OCTET + "(\\." + OCTET + "){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]{1,45}");

    private final Configurations<GateHouse> houses;
    private final Rehearsals rehearsals = new Rehearsals();

    JudgeRoutes(Supplier<Map<String, GateHouse>> houses) {
        this.houses = new Configurations<>(houses, "no configuration is in use, so nothing is judged");
    }

    @Override
    public void define(Service service, ResponseTransformer json) {
        service.post(PATH, this::judge, json);
    }

    private Map<String, Object> judge(Request request, Response response) {
        Envelope envelope = new Envelope(sender(request), recipients(request));
        Client client = Client.at(address(request.queryParamOrDefault("client", ANY_CLIENT)))
                .helo(text(request.queryParamOrDefault("helo", ""), "helo")).build();
        GateHouse house = houses.of(request);
        if (request.contentLength() > LARGEST) {
            throw tooLarge();
        }
        byte[] body = request.bodyAsBytes();
        if (body == null || body.length == 0) {
            // of a body that is said to be a form, as curl says unless it is told otherwise, James has made parameters by now
            throw Errors.invalid("the body must be the message, with 'Content-Type: message/rfc822'");
        }
        byte[] message = asOnTheWire(body);
        if (message.length > LARGEST) {
            throw tooLarge();
        }
        return rehearsals.judge(house, client, envelope, message);
    }

    private static RuntimeException tooLarge() {
        return Errors.tooLarge("a message of more than " + LARGEST + " octets is not judged here");
    }

    private static List<String> recipients(Request request) {
        String[] given = request.queryParamsValues("recipient");
        if (given == null || given.length > MOST_RECIPIENTS) {
            throw Errors.invalid("recipient must be given, once for each, " + MOST_RECIPIENTS + " times at most");
        }
        return Arrays.stream(given).map(recipient -> WrittenPath.forward(recipient).orElseThrow(() ->
                Errors.invalid("recipient must be an address such as ben@example.net"))).collect(Collectors.toList());
    }

    private static String sender(Request request) {
        return WrittenPath.reverse(request.queryParamOrDefault("sender", "")).orElseThrow(() ->
                Errors.invalid("sender must be an address such as anna@example.org, or <>"));
    }

    private static String text(String given, String name) {
        if (given.length() > LONGEST || given.chars().anyMatch(Character::isISOControl)) {
            throw Errors.invalid(name + " must be a line of " + LONGEST + " characters at most");
        }
        return given;
    }

    private static InetAddress address(String text) {
        try {
            if (ADDRESS.matcher(text).matches()) {
                return InetAddress.getByName(text);
            }
        } catch (UnknownHostException e) {
            // told below
        }
        throw Errors.invalid("client must be an IP address such as " + ANY_CLIENT);
    }

    /** Lines of a file may end with a line feed alone; those of a message at the dot end with CRLF (RFC 5321, section 2.3.8). */
    private static byte[] asOnTheWire(byte[] body) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(body.length + body.length / 32);
        for (int i = 0; i < body.length; i++) {
            if (body[i] == '\n' && (i == 0 || body[i - 1] != '\r')) {
                lines.write('\r');
            }
            lines.write(body[i]);
        }
        return lines.toByteArray();
    }
}
