/**
 * Owns what a client of the provider is made of: an HTTP client, a browser's cookies, the form of a login page, and what an
 * application asks for. What is done with them, how often and when, is the business of each scenario.
 */
@NullMarked
package io.sallyport.scenarios.web;

import org.jspecify.annotations.NullMarked;
