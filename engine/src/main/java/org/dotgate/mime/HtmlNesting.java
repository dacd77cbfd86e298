package org.dotgate.mime;

import java.util.Arrays;

/**
 * Tells where hidden text ends. A document tree is not kept, only how many elements of each name are open, which is
 * enough to undo the end tags that HTML lets authors leave out. In doubt, text is taken as seen: a filter that passes
 * over what a reader reads can be fooled by one tag left open. Not thread-safe.
 */
final class HtmlNesting {
    private static final int NAMES = HtmlElement.values().length;

    private final int[] outside = new int[NAMES];
    private final int[] inside = new int[NAMES];
    private HtmlElement hidden;

    boolean isHidden() {
        return hidden != null;
    }

    /** A start tag of an element that has content. */
    void start(HtmlElement element, boolean hides) {
        if (hidden != null && endsBefore(element)) {
            hidden = null;
        }
        if (hidden != null) {
            inside[element.ordinal()]++;
        } else if (hides) {
            hidden = element;
            Arrays.fill(inside, 0);
            inside[element.ordinal()] = 1;
        } else {
            if (element.block) {
                outside[HtmlElement.P.ordinal()] = 0;
            }
            outside[element.ordinal()]++;
        }
    }

    /** @return whether this was the end of the hidden element itself */
    boolean end(HtmlElement element) {
        int i = element.ordinal();
        if (hidden == null) {
            outside[i] = Math.max(0, outside[i] - 1);
        } else if (inside[i] > 0) {
            inside[i]--;
            if (element == hidden && inside[i] == 0) {
                hidden = null;
                return true;
            }
        } else if (outside[i] > 0) {
            // the end of what the hidden element lies in
            outside[i]--;
            hidden = null;
        }
        return false;
    }

    /** Whether the start of this element closes the hidden one, or what that lies in. */
    private boolean endsBefore(HtmlElement next) {
        switch (next) {
            case TD:
            case TH:
            case TR:
            case TBODY:
                return !isInside(HtmlElement.TABLE)
                        && (isOpen(HtmlElement.TD) || isOpen(HtmlElement.TH) || isOpen(HtmlElement.TR));
            case LI:
                return !isInside(HtmlElement.UL) && !isInside(HtmlElement.OL) && isOpen(HtmlElement.LI);
            case DD:
            case DT:
                return !isInside(HtmlElement.DL) && (isOpen(HtmlElement.DD) || isOpen(HtmlElement.DT));
            case OPTION:
                return hidden == HtmlElement.OPTION;
            default:
                return next.block && (hidden == HtmlElement.P || outside[HtmlElement.P.ordinal()] > 0);
        }
    }

    private boolean isOpen(HtmlElement element) {
        return hidden == element || outside[element.ordinal()] > 0;
    }

    private boolean isInside(HtmlElement element) {
        return inside[element.ordinal()] > 0;
    }
}
