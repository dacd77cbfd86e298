package org.dotgate.hooks.web;

import spark.ResponseTransformer;
import spark.Service;

/** The routes about one thing, all below one path. Thread-safe. */
interface RouteGroup {
    /** @param json writes what a route gives */
    void define(Service service, ResponseTransformer json);
}
