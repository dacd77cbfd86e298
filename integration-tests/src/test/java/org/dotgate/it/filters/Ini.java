package org.dotgate.it.filters;

import org.dotgate.it.harness.RealJames;

/** The dotgate.ini that has all the parts in it. */
public final class Ini {
    private Ini() {}

    /** All four parts in order, with these further lines in {@code [dot]}. */
    public static String parts(String... dot) {
        return dot("early, first, second, must", dot);
    }

    /** These parts, with these further lines in {@code [dot]}. */
    public static String dot(String run, String... dot) {
        StringBuilder ini = new StringBuilder("[dot]\nrun = " + run + "\nkept = " + RealJames.KEPT + "\n"
                + String.join("\n", dot) + "\n");
        for (String name : run.split(", ")) {
            ini.append(section(name));
        }
        return ini.toString();
    }

    private static String section(String name) {
        String className = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        boolean required = name.equals("early") || name.equals("must");
        return "\n[filter " + name + "]\ntype = class\nclass = org.dotgate.it.filters." + className + "\nrequired = "
                + (required ? "yes" : "no") + "\ntimeout = 60s\n";
    }
}
