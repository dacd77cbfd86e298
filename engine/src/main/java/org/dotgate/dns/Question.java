package org.dotgate.dns;

import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** A name and a type of record. Immutable; letter case makes no difference. */
final class Question {
    private final Name name;
    private final int type;

    /** @param type as {@link Type} numbers them */
    Question(Name name, int type) {
        this.name = name;
        this.type = type;
    }

    Name name() {
        return name;
    }

    int type() {
        return type;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Question && ((Question) other).type == type && ((Question) other).name.equals(name);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + type;
    }

    @Override
    public String toString() {
        return name + " " + Type.string(type);
    }
}
