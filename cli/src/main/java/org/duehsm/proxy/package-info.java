/**
 * The re-signing proxy of {@code due-hsm aws proxy}: programs that must never hold a credential send it requests to AWS
 * that are signed with nothing, and it signs them with a key of the device and passes them on. Begin with {@link
 * org.duehsm.proxy.Proxy}, which puts the parts together. A request passes {@code ProxyHandler} (who asks, and the rule
 * for it: {@code ClientSignature}, {@code ProxyRules}), {@code AskedTarget} and {@code AskedHeaders} (what of it is passed
 * on), {@code ClientBody} (what its body is without frames, checked), {@code Outgoing} (how that is signed), and {@code
 * Forwarding}, which sends it by {@code Upstream} and passes the answer back.
 *
 * <p>Nothing that a request says decides where it goes, or what it is signed with and for: the rule does. What is signed
 * is what is sent, and whatever could be read in two ways is refused.
 *
 * <p>It uses {@code serve} (web pages and slow clients are kept out), {@code rules} and {@code socket}.
 */
package org.duehsm.proxy;
