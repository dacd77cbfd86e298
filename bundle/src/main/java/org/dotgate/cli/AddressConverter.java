package org.dotgate.cli;

import org.dotgate.mail.WrittenPath;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes an address as people write it, with angle brackets or without; what is none ends the command with its usage. */
public final class AddressConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
        return WrittenPath.forward(text).orElseThrow(() -> new TypeConversionException("this is no address such as anna@example.org"));
    }

    /** Takes a sender's, which may be empty, or {@code <>}: it becomes the empty text. */
    public static final class OrNull implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            return WrittenPath.reverse(text).orElseThrow(() ->
                    new TypeConversionException("this is no address such as anna@example.org, nor <>"));
        }
    }
}
