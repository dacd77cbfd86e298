package org.dotgate.spf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.james.jspf.core.DNSServiceEnabled;
import org.apache.james.jspf.core.MacroExpand;
import org.apache.james.jspf.core.MacroExpandEnabled;
import org.apache.james.jspf.core.SPFCheckEnabled;
import org.apache.james.jspf.core.SPFChecker;
import org.apache.james.jspf.core.exceptions.PermErrorException;
import org.apache.james.jspf.impl.DefaultTermDefinition;
import org.apache.james.jspf.parser.TermDefinition;
import org.apache.james.jspf.parser.TermsFactory;
import org.apache.james.jspf.terms.AMechanism;
import org.apache.james.jspf.terms.AllMechanism;
import org.apache.james.jspf.terms.Configuration;
import org.apache.james.jspf.terms.ConfigurationEnabled;
import org.apache.james.jspf.terms.ExistsMechanism;
import org.apache.james.jspf.terms.ExpModifier;
import org.apache.james.jspf.terms.IP4Mechanism;
import org.apache.james.jspf.terms.IP6Mechanism;
import org.apache.james.jspf.terms.IncludeMechanism;
import org.apache.james.jspf.terms.MXMechanism;
import org.apache.james.jspf.terms.PTRMechanism;
import org.apache.james.jspf.terms.RedirectModifier;
import org.apache.james.jspf.terms.UnknownModifier;

/**
 * Makes jSPF's mechanisms and modifiers. jSPF's own way finds them by names in a file, through the calling thread's class
 * loader: neither holds where its packages are renamed and its classes live in an extension's class loader. Thread-safe
 * once {@link #checking} was told.
 */
final class Terms implements TermsFactory {
    private static final Map<Class<?>, Supplier<Object>> MECHANISMS = new LinkedHashMap<>();
    private static final Map<Class<?>, Supplier<Object>> MODIFIERS = new LinkedHashMap<>();

    static {
        MECHANISMS.put(AllMechanism.class, AllMechanism::new);
        MECHANISMS.put(AMechanism.class, AMechanism::new);
        MECHANISMS.put(ExistsMechanism.class, ExistsMechanism::new);
        MECHANISMS.put(IncludeMechanism.class, IncludeMechanism::new);
        MECHANISMS.put(IP4Mechanism.class, IP4Mechanism::new);
        MECHANISMS.put(IP6Mechanism.class, IP6Mechanism::new);
        MECHANISMS.put(MXMechanism.class, MXMechanism::new);
        MECHANISMS.put(PTRMechanism.class, PTRMechanism::new);
        MODIFIERS.put(ExpModifier.class, ExpModifier::new);
        MODIFIERS.put(RedirectModifier.class, RedirectModifier::new);
        MODIFIERS.put(UnknownModifier.class, UnknownModifier::new);
    }

    private final NoLookups lookups;
    private final MacroExpand macros;
    private final List<TermDefinition> mechanisms = definitions(MECHANISMS.keySet());
    private final List<TermDefinition> modifiers = definitions(MODIFIERS.keySet());
    private SPFChecker checker;

    Terms(NoLookups lookups, MacroExpand macros) {
        this.lookups = lookups;
        this.macros = macros;
    }

    /** Tells what checks the domain that an include or a redirect leads to; it needs these terms itself. */
    void checking(SPFChecker value) {
        checker = value;
    }

    private static List<TermDefinition> definitions(Collection<Class<?>> terms) {
        List<TermDefinition> definitions = new ArrayList<>();
        for (Class<?> term : terms) {
            try {
                definitions.add(new DefaultTermDefinition(term));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("this is another jSPF", e);
            }
        }
        return List.copyOf(definitions);
    }

    @Override
    public Object createTerm(Class<?> type, Configuration words) throws PermErrorException {
        Object term = MECHANISMS.getOrDefault(type, MODIFIERS.get(type)).get();
        if (term instanceof DNSServiceEnabled) {
            ((DNSServiceEnabled) term).enableDNSService(lookups);
        }
        if (term instanceof MacroExpandEnabled) {
            ((MacroExpandEnabled) term).enableMacroExpand(macros);
        }
        if (term instanceof SPFCheckEnabled) {
            ((SPFCheckEnabled) term).enableSPFChecking(checker);
        }
        if (term instanceof ConfigurationEnabled) {
            ((ConfigurationEnabled) term).config(words == null || words.groupCount() == 0 ? null : words);
        }
        return term;
    }

    @Override
    public Collection<TermDefinition> getMechanismsCollection() {
        return mechanisms;
    }

    @Override
    public Collection<TermDefinition> getModifiersCollection() {
        return modifiers;
    }
}
