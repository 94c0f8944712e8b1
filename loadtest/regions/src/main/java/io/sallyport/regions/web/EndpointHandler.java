package io.sallyport.regions.web;

import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.vertx.core.Handler;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries a request from the event loop to its endpoint on a worker, and the answer back. */
public final class EndpointHandler implements Handler<RoutingContext> {

    private static final Logger LOG = LoggerFactory.getLogger(EndpointHandler.class);

    private final Endpoint endpoint;
    private final WorkerExecutor workers;
    private final Delivery delivery;

    /** Runs {@code endpoint} on {@code workers}. */
    public EndpointHandler(Endpoint endpoint, WorkerExecutor workers, Delivery delivery) {
        this.endpoint = endpoint;
        this.workers = workers;
        this.delivery = delivery;
    }

    @Override
    public void handle(RoutingContext context) {
        Call call = read(context);
        workers.executeBlocking(() -> answer(call), false)
                .onSuccess(response -> delivery.deliver(context, response))
                .onFailure(context::fail);
    }

    private HTTPResponse answer(Call call) {
        try {
            return endpoint.answer(call);
        } catch (GeneralException callersFault) {
            return Responses.error(callersFault.getErrorObject());
        } catch (RuntimeException bug) {
            LOG.error("cannot answer {}", call, bug);
            return Responses.error(OAuth2Error.SERVER_ERROR);
        }
    }

    private static Call read(RoutingContext context) {
        HttpServerRequest request = context.request();
        HTTPRequest http = new HTTPRequest(
                HTTPRequest.Method.valueOf(request.method().name()),
                URI.create("http://region" + context.normalizedPath()));
        for (String name : request.headers().names()) {
            http.setHeader(name, request.headers().getAll(name).toArray(String[]::new));
        }
        String body = context.body().asString();
        http.setBody(body == null ? "" : body);
        String query = request.query();
        return new Call(http, query == null ? "" : query, cookies(request));
    }

    private static Map<String, String> cookies(HttpServerRequest request) {
        return request.cookies().stream()
                .collect(Collectors.toMap(Cookie::getName, Cookie::getValue, (first, second) -> first));
    }
}
