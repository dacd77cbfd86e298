package org.dotgate.cli.callout;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes an address as people write it, with angle brackets or without. */
final class AddressConverter implements ITypeConverter<String> {
    private static final int LONGEST = 512;

    @Override
    public String convert(String text) {
        String address = text.startsWith("<") && text.endsWith(">") ? text.substring(1, text.length() - 1) : text;
        if (address.length() > LONGEST || address.indexOf('@') < 1 || address.endsWith("@")
                || address.chars().anyMatch(Character::isISOControl)) {
            throw new TypeConversionException("this is no address such as anna@example.org");
        }
        return address;
    }
}
