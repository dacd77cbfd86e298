package org.dotgate.mime;

import java.util.Locale;

/**
 * An HTML element as far as it matters to where text is seen, and where words end. Elements that are not listed share
 * {@link #OTHER}: they are inline.
 */
enum HtmlElement {
    OTHER(""),
    // inline, listed for the nesting of hidden text
    A(""), ABBR(""), B(""), BIG(""), CODE(""), DEL(""), EM(""), FONT(""), I(""), INS(""), LABEL(""), S(""), SMALL(""),
    SPAN(""), STRIKE(""), STRONG(""), SUB(""), SUP(""), TT(""), U(""),
    // words end at these, and a paragraph too
    ADDRESS("break block"), ARTICLE("break block"), ASIDE("break block"), BLOCKQUOTE("break block"),
    CENTER("break block"), DETAILS("break block"), DIALOG("break block"), DIR("break block"), DIV("break block"),
    DD("break block"), DL("break block"), DT("break block"), FIELDSET("break block"), FIGCAPTION("break block"),
    FIGURE("break block"), FOOTER("break block"), FORM("break block"), H1("break block"), H2("break block"),
    H3("break block"), H4("break block"), H5("break block"), H6("break block"), HEADER("break block"),
    HGROUP("break block"), LI("break block"), LISTING("break block"), MAIN("break block"), MENU("break block"),
    NAV("break block"), OL("break block"), P("break block"), PRE("break block"), SECTION("break block"),
    SUMMARY("break block"), TABLE("break block"), UL("break block"),
    HR("break block void"),
    // words end at these
    AUDIO("break"), BODY("break"), BR("break void"), BUTTON("break"), CAPTION("break"), CANVAS("break"), HEAD("break"),
    HTML("break"), INPUT("break void"), LEGEND("break"), OBJECT("break"), OPTGROUP("break"), OPTION("break"),
    SELECT("break"), TBODY("break"), TD("break"), TFOOT("break"), TH("break"), THEAD("break"), TR("break"),
    VIDEO("break"),
    // these are nothing but their start tag
    AREA("void"), BASE("void"), BASEFONT("void"), BGSOUND("void"), COL("void"), EMBED("break void"), FRAME("void"),
    IMG("void"), KEYGEN("void"), LINK("void"), META("void"), PARAM("void"), SOURCE("void"), TRACK("void"), WBR("void"),
    // not shown
    TEMPLATE("unseen"),
    // not markup until their end tag, and not shown
    IFRAME("raw unseen"), NOEMBED("raw unseen"), NOFRAMES("raw unseen"), SCRIPT("raw unseen"), STYLE("raw unseen"),
    TITLE("raw unseen"),
    // not markup until their end tag, and shown
    PLAINTEXT("break raw"), TEXTAREA("break raw"), XMP("break raw");

    private static final int SLOTS = 512;
    private static final HtmlElement[] TABLE_OF_NAMES = new HtmlElement[SLOTS];

    static {
        for (HtmlElement element : values()) {
            if (element != OTHER) {
                int slot = slot(element.name);
                while (TABLE_OF_NAMES[slot] != null) {
                    slot = slot + 1 & SLOTS - 1;
                }
                TABLE_OF_NAMES[slot] = element;
            }
        }
    }

    /** As {@link HtmlName} packs it. */
    final long name;
    /** Whether a word ends at its tags. */
    final boolean breaks;
    /** Whether its start tag ends an open paragraph. */
    final boolean block;
    /** Whether it has no content, and no end tag. */
    final boolean isVoid;
    /** Whether its content is no markup. */
    final boolean raw;
    /** Whether its content is not shown. */
    final boolean unseen;

    HtmlElement(String properties) {
        this.name = HtmlName.of(name().toLowerCase(Locale.ROOT));
        this.breaks = properties.contains("break");
        this.block = properties.contains("block");
        this.isVoid = properties.contains("void");
        this.raw = properties.contains("raw");
        this.unseen = properties.contains("unseen");
    }

    /** Finds an element by its name, as {@link HtmlName} packs it. */
    static HtmlElement find(long name) {
        for (int slot = slot(name); TABLE_OF_NAMES[slot] != null; slot = slot + 1 & SLOTS - 1) {
            if (TABLE_OF_NAMES[slot].name == name) {
                return TABLE_OF_NAMES[slot];
            }
        }
        return OTHER;
    }

    private static int slot(long name) {
        return (int) (name * 0x9e3779b97f4a7c15L >>> 55);
    }
}
