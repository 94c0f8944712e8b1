package io.sallyport.scenarios.memory;

import io.sallyport.scenarios.web.AuthorizationRequest;
import io.sallyport.scenarios.web.CookieJar;
import io.sallyport.scenarios.web.LoginForm;

/**
 * A login at its login page. All that there is of it stands here, at the client.
 *
 * @param request what the application asked for
 * @param cookies of the browser, which has no other login
 * @param form of the page
 */
record HalfLogin(AuthorizationRequest request, CookieJar cookies, LoginForm form) {}
