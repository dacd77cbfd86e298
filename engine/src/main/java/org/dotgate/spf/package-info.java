/**
 * Sender Policy Framework (RFC 7208): may this client use that domain? {@link org.dotgate.spf.JspfSpf} keeps results and
 * time; an {@link org.dotgate.spf.Evaluation} drives jSPF through one check and holds it to RFC 7208, which is younger than
 * it; {@link org.dotgate.spf.RecordText} bounds what its parser sees. Explanations ({@code exp=}) are not fetched: no reply
 * quotes a stranger's text.
 */
package org.dotgate.spf;
