package org.dotgate.cli.james;

import java.net.URI;
import picocli.CommandLine.Option;

/** Which running James is meant, for what only that can tell. */
public final class WebAdminOptions {
    static final String OF_TEXT =
            "Which configuration is meant, where a running James has several, such as file://conf/other.ini.";

    @Option(
            names = "--webadmin",
            paramLabel = "URL",
            converter = JamesOptions.Url.class,
            defaultValue = JamesOptions.WEBADMIN,
            description = "The WebAdmin of the James (default: ${DEFAULT-VALUE}).")
    private URI webAdmin;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:DOTGATE_TOKEN}",
            description = "The token that WebAdmin asks for, if it does. Better in the environment, as DOTGATE_TOKEN: others see"
                    + " the command line.")
    private String token;

    @Option(names = "--of", paramLabel = "CONFIG", description = OF_TEXT)
    private String configuration;

    /** The James. */
    public RunningJames running() {
        return new RunningJames(webAdmin, token, configuration, null);
    }
}
