package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import org.duehsm.client.Algorithm;
import org.duehsm.provider.DueHsmKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The JDK's XML signatures take handles. Inside the JVM: a device is all they need. */
class XmlSignatureTest {

    private static final String HMAC_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256";
    private static final byte[] KEY = "a key of thirty-two bytes or so.".getBytes();

    @RegisterExtension
    static final Due DUE = Due.inJvm().registered();

    private final XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");

    @Test
    void aHandleSignsAndVerifies() throws Exception {
        DUE.importKey(Algorithm.HMAC_SHA256, "xml", KEY);
        SecretKey handle = DueHsmKey.of("xml").withAlgorithm("HmacSHA256");

        Document signed = sign(handle);

        assertThat(isValid(signed, new SecretKeySpec(KEY, "HmacSHA256"))).isTrue();
        assertThat(isValid(signed, handle)).isTrue();
        signed.getDocumentElement().setAttribute("amount", "1000");
        assertThat(isValid(signed, handle)).isFalse();
    }

    private Document sign(SecretKey key) throws Exception {
        DocumentBuilderFactory documents = DocumentBuilderFactory.newInstance();
        documents.setNamespaceAware(true);
        Document document = documents.newDocumentBuilder().newDocument();
        Element order = document.createElement("order");
        order.setAttribute("amount", "10");
        document.appendChild(order);
        SignedInfo info = factory.newSignedInfo(
                factory.newCanonicalizationMethod(CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
                factory.newSignatureMethod(HMAC_SHA256, null),
                List.of(factory.newReference(
                        "",
                        factory.newDigestMethod(DigestMethod.SHA256, null),
                        List.of(factory.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null)),
                        null,
                        null)));
        factory.newXMLSignature(info, null).sign(new DOMSignContext(key, order));
        return document;
    }

    private boolean isValid(Document document, SecretKey key) throws Exception {
        Node signature = document.getElementsByTagName("Signature").item(0);
        DOMValidateContext context = new DOMValidateContext(key, signature);
        return factory.unmarshalXMLSignature(context).validate(context);
    }
}
