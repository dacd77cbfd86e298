package org.dotgate.benchmarks.words;

import com.gliwka.hyperscan.wrapper.CompileErrorException;
import com.gliwka.hyperscan.wrapper.Database;
import com.gliwka.hyperscan.wrapper.Expression;
import com.gliwka.hyperscan.wrapper.ExpressionFlag;
import com.gliwka.hyperscan.wrapper.Match;
import com.gliwka.hyperscan.wrapper.Scanner;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;

/** Hyperscan as a Java program would use it: through the wrapper, which takes a string and answers with a list. */
public final class WrapperContender implements Contender {
    private final int phrases;
    private final String text;
    private final Database database;
    private final Scanner scanner = new Scanner();

    public WrapperContender(Sample sample) {
        text = sample.foldedText();
        List<String> list = sample.phrases();
        phrases = list.size();
        List<Expression> expressions = new ArrayList<>();
        for (int i = 0; i < phrases; i++) {
            expressions.add(new Expression("\\b" + list.get(i) + "\\b", EnumSet.of(ExpressionFlag.SINGLEMATCH), i));
        }
        try {
            database = Database.compile(expressions);
        } catch (CompileErrorException e) {
            throw new IllegalStateException(e);
        }
        scanner.allocScratch(database);
    }

    @Override
    public String name() {
        return "Hyperscan, its wrapper";
    }

    @Override
    public BitSet search() {
        BitSet found = new BitSet(phrases);
        for (Match match : scanner.scan(database, text)) {
            found.set(match.getMatchedExpression().getId());
        }
        return found;
    }

    @Override
    public void close() {
        scanner.close();
        database.close();
    }
}
