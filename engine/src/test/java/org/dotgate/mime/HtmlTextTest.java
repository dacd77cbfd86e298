package org.dotgate.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTextTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            tag in a word              | vi<b></b>agra                                          | viagra
            tags in a word             | v<i>i<x-y>a</i>g</x-y>ra                               | viagra
            comment in a word          | vi<!-- x -->agra                                       | viagra
            break opportunity          | vi<wbr>agra                                            | viagra
            NUL in a word              | vi\\0agra                                              | viagra
            line break                 | a<br>b<BR/>c                                           | a b c
            blocks                     | a<div>b</div>c<p>d<li>e                                | a b c d e
            cells                      | <table><tr><td>a<td>b</td><th>c</table>d               | a b c d
            white space                | 'a \\t\\n  b'                                           | a b
            style and script           | a<style>b</style><script>c<b></script>d                | ad
            script with a near end     | a<script></scriptx></ script></</script>d              | ad
            style left open            | a<style>b                                              | a
            title                      | <title>a</title>b                                      | b
            template                   | a<template>b<i>c</i></template>d                       | ad
            noscript                   | a<noscript>b</noscript>                                | ab
            inline frame               | a<iframe>b</iframe>c                                   | ac
            text area                  | a<textarea>b<i>&amp;</textarea>c                       | a b<i>& c
            comment, empty             | a<!-->b                                                | ab
            comment, three hyphens     | a<!--->b                                               | ab
            comment, end with !        | a<!-- x --!>b                                          | ab
            comment with tags          | a<!-- <p>x</p> -- > -->b                               | ab
            comment left open          | a<!-- b                                                | a
            declaration                | <!DOCTYPE html>a<![CDATA[b]]><?php c?>d                | ad
            conditional, for Outlook   | a<!--[if mso]>b<![endif]-->c<![if !mso]>d<![endif]>    | acd
            less-than sign             | 'a < b <3 <= c <'                                      | a < b <3 <= c <
            tag left open              | a<b class="x                                           | a
            end tag that is none       | a</>b</ c>d                                            | abd
            > in an attribute          | a<b title="x>y">c                                      | ac
            attribute without quotes   | a<a href=http://x/?y>b</a>                             | ab
            attribute without value    | a<b x y= z>c                                           | ac
            entities                   | &lt;&eacute;&euro;&#8364;&#x20AC;&#X20ac               | <\u00e9\u20ac\u20ac\u20ac\u20ac
            entity without semicolon   | &eacute&ampx &notit;                                   | \u00e9&x \u00acit;
            entity unknown             | &nosuch; & &; &# &#x; &#xg                             | &nosuch; & &; &# &#x; &#xg
            number of windows-1252     | &#128;&#150;                                           | \u20ac\u2013
            number out of range        | &#0;&#xD800;&#99999999999;                             | \ufffd\ufffd\ufffd
            entity in a word           | vi&#97;gra                                             | viagra
            image text                 | a<img src=x alt="b &amp; c">d                          | a b & c d
            image without text         | a<img src=x>b<img alt="">c                             | abc
            image text in quotes       | <img alt='it"s'>                                       | it"s
            """)
    void textShouldBeWhatAReaderSeesWhenItHas(String what, String html, String text) throws IOException {
        assertThat(read(html)).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            no display                  | a<span style="display:none">b</span>c                  | ac
            blanks and upper case       | a<span STYLE='Color: red; DISPLAY : None'>b</span>c    | ac
            not visible                 | a<div style="visibility:hidden">b</div>c               | ac
            no size                     | a<font style="font-size:0">b</font>c                   | ac
            no size, with unit          | a<font style="font-size: 0.0px;">b</font>c             | ac
            a small size                | a<font style="font-size:0.5em">b</font>c               | abc
            a size of ten               | a<font style="font-size:10px">b</font>c                | abc
            another property            | a<font style="mso-display:none">b</font>c              | abc
            hidden                      | a<b hidden>b</b>c                                      | ac
            nested of the same name     | a<div hidden>b<div>c</div>d</div>e                     | ae
            nested of another           | a<div hidden>b<table><tr><td>c<td>d</table></div>e     | ae
            line break                  | vi<br style="display:none">agra                        | viagra
            image                       | a<img alt="b" style="display:none">c                   | ac
            left open                   | a<div hidden>b                                         | a
            paragraph ended by another  | a<p hidden>b<p>c                                       | a c
            paragraph ended by block    | a<p hidden>b<div>c                                     | a c
            paragraph ended by line     | a<p hidden>b<hr>c                                      | a c
            ended by what it lies in    | a<p><span hidden>b</p>c                                | a c
            ended by block after p      | <p>a<span hidden>b<div>c                               | a c
            cell ended by another       | <table><tr><td hidden>b<td>c                           | c
            ended by the next cell      | <table><tr><td><span hidden>b<td>c                     | c
            ended by the next item      | <ul><li><div hidden>b<li>c                             | c
            table in a cell             | <td>a<table hidden><tr><td>b<tr><td>c</table>d         | ad
            """)
    void textShouldNotBeSeenWhenItsElementHas(String what, String html, String text) throws IOException {
        assertThat(read(html)).isEqualTo(text);
    }

    @Test
    void textShouldBeTheSameWhenTagsLieAcrossBuffers() throws IOException {
        String html = "a<b title='x>y'>&eacute;<!-- - -- --><img alt='&amp;'></b> ";
        for (int shift = 0; shift < html.length(); shift++) {
            String all = read("x".repeat(8192 - shift) + html + "end");
            assertThat(all).isEqualTo("x".repeat(8192 - shift) + "a\u00e9 & end");
        }
    }

    private static String read(String html) throws IOException {
        String source = html.replace("\\0", "\0").replace("\\t", "\t").replace("\\n", "\n");
        return Seen.in("Content-Type: text/html\n\n" + source).texts.get(0);
    }
}
