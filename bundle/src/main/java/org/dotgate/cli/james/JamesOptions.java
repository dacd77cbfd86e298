package org.dotgate.cli.james;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dotgate.cli.Failure;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Which James is meant: one that runs, or the files of one that does not. */
public final class JamesOptions {
    private static final Path CONFIG = Path.of("conf", "dotgate.ini");
    static final String WEBADMIN = "http://127.0.0.1:8000";

    @Option(
            names = "--webadmin",
            paramLabel = "URL",
            converter = Url.class,
            description = "The WebAdmin of a running James. Default: " + WEBADMIN + "; where none answers, conf/dotgate.ini if there"
                    + " is one.")
    private URI webAdmin;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:DOTGATE_TOKEN}",
            description = "The token that WebAdmin asks for, if it does. Better in the environment, as DOTGATE_TOKEN: others see"
                    + " the command line.")
    private String token;

    @Option(names = "--of", paramLabel = "CONFIG", description = WebAdminOptions.OF_TEXT)
    private String configuration;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration of a James that does not run, or that has its store in Redis: the store is opened"
                    + " directly.")
    private Path config;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "James's working directory, where relative paths begin. Default: the folder above the configuration's,"
                    + " if that one is called conf.")
    private Path directory;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** The files of the James that is meant; empty if one that runs is. */
    public Optional<Installation> stopped() throws Failure {
        if (config != null && webAdmin != null) {
            throw new ParameterException(spec.commandLine(),
                    "--webadmin and --config exclude each other: a running James is asked, or the store is opened");
        }
        if (config != null && configuration != null) {
            throw new ParameterException(spec.commandLine(),
                    "--of and --config exclude each other: --of names one of the configurations that a running James has");
        }
        if (config != null) {
            return Optional.of(Installation.of(config, directory));
        }
        if (webAdmin == null && configuration == null && Files.exists(CONFIG) && !running().isThere()) {
            return Optional.of(Installation.of(CONFIG, directory));
        }
        return Optional.empty();
    }

    /** The James that runs. */
    public RunningJames running() {
        return new RunningJames(webAdmin == null ? URI.create(WEBADMIN) : webAdmin, token, configuration,
                "--config names its dotgate.ini");
    }

    static final class Url implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            try {
                URI uri = new URI(text);
                if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                    return uri;
                }
            } catch (URISyntaxException e) {
                // told below
            }
            throw new TypeConversionException("'" + text + "' is no URL such as " + WEBADMIN);
        }
    }
}
