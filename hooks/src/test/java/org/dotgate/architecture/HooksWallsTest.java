package org.dotgate.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.dotgate.hooks.DotHook;
import org.dotgate.hooks.Dotgate;
import org.dotgate.hooks.RecipientHook;
import org.dotgate.hooks.SessionGate;
import org.dotgate.hooks.health.DotgateHealthCheck;
import org.dotgate.hooks.kept.KeptMessages;

/** The walls of the hooks. */
@AnalyzeClasses(packages = "org.dotgate.hooks", importOptions = ImportOption.DoNotIncludeTests.class)
class HooksWallsTest {
    @ArchTest
    static final ArchRule hooksDoNotKnowTheMailets =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("org.dotgate.mailets..", "org.dotgate.cli..");

    /** James 3.9 has these under other names: the fewer classes use them, the less there is to go wrong. */
    @ArchTest
    static final ArchRule fewClassesUseWhatMovesToJakarta = noClasses()
            .that(DescribedPredicate.not(belongToAnyOf(Dotgate.class, SessionGate.class, RecipientHook.class, DotHook.class,
                            DotgateHealthCheck.class, KeptMessages.class))
                    .and(DescribedPredicate.describe("are not BlockingDot or TopOfMessage",
                            type -> !Set.of("BlockingDot", "TopOfMessage").contains(type.getSimpleName()))))
            .should().dependOnClassesThat()
            .resideInAnyPackage("javax.mail..", "javax.inject..", "javax.annotation..", "javax.activation..", "jakarta..");

    @ArchTest
    static final ArchRule hooksSpeakThroughSlf4jOnly = noClasses()
            .should().dependOnClassesThat().resideInAnyPackage("java.util.logging..", "org.apache.commons.logging..")
            .orShould().accessField(System.class, "out")
            .orShould().accessField(System.class, "err");

    @ArchTest
    static final ArchRule packagesKnowEachOtherOneWay = slices().matching("org.dotgate.hooks.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule gateKnowsNothingAboveIt = noClasses().that().resideInAPackage("org.dotgate.hooks.gate..")
            .should().dependOnClassesThat().resideInAnyPackage("org.dotgate.hooks", "org.dotgate.hooks.kept..", "org.dotgate.hooks.web..");
}
