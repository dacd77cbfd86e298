package org.dotgate.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.Stream;
import org.dotgate.hooks.DotHook;
import org.dotgate.hooks.Dotgate;
import org.dotgate.hooks.RecipientHook;
import org.dotgate.hooks.SenderHook;
import org.dotgate.hooks.SessionGate;
import org.dotgate.hooks.health.DotgateHealthCheck;
import org.dotgate.hooks.kept.KeptMessages;
import org.dotgate.hooks.web.DotgateRoutes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The walls of the hooks. */
class HooksWallsTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.dotgate.hooks");

    /** Those that other packages cannot name. */
    private static final Set<String> OTHERS = Set.of("BlockingDot", "TopOfMessage", "KeptReading", "KeptRepositories", "ForeignPages");

    private static String outermost(String className) {
        return className.replaceFirst(".*[.]", "").replaceFirst("[$].*", "");
    }

    static final ArchRule hooksDoNotKnowTheMailets =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("org.dotgate.mailets..", "org.dotgate.cli..");

    /** James 3.9 has these under other names: the fewer classes use them, the less there is to go wrong. */
    static final ArchRule fewClassesUseWhatMovesToJakarta = noClasses()
            .that(DescribedPredicate.not(belongToAnyOf(Dotgate.class, SessionGate.class, SenderHook.class, RecipientHook.class, DotHook.class,
                            DotgateHealthCheck.class, KeptMessages.class, DotgateRoutes.class))
                    .and(DescribedPredicate.describe("are not " + OTHERS, type -> !OTHERS.contains(outermost(type.getName())))))
            .should().dependOnClassesThat()
            .resideInAnyPackage("javax.mail..", "javax.inject..", "javax.annotation..", "javax.activation..", "javax.servlet..", "jakarta..");

    static final ArchRule hooksSpeakThroughSlf4jOnly = noClasses()
            .should().dependOnClassesThat().resideInAnyPackage("java.util.logging..", "org.apache.commons.logging..")
            .orShould().accessField(System.class, "out")
            .orShould().accessField(System.class, "err");

    static final ArchRule packagesKnowEachOtherOneWay = slices().matching("org.dotgate.hooks.(**)").should().beFreeOfCycles();

    static final ArchRule gateKnowsNothingAboveIt = noClasses().that().resideInAPackage("org.dotgate.hooks.gate..")
            .should().dependOnClassesThat().resideInAnyPackage("org.dotgate.hooks", "org.dotgate.hooks.kept..", "org.dotgate.hooks.web..");

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of("hooksDoNotKnowTheMailets", hooksDoNotKnowTheMailets),
                Arguments.of("fewClassesUseWhatMovesToJakarta", fewClassesUseWhatMovesToJakarta),
                Arguments.of("hooksSpeakThroughSlf4jOnly", hooksSpeakThroughSlf4jOnly),
                Arguments.of("packagesKnowEachOtherOneWay", packagesKnowEachOtherOneWay),
                Arguments.of("gateKnowsNothingAboveIt", gateKnowsNothingAboveIt));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void wallShouldStand(String name, ArchRule rule) {
        rule.check(CLASSES);
    }
}
