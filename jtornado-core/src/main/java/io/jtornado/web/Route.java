package io.jtornado.web;

/** A spec and its place in the application's list, which decides when several match. */
record Route(int place, URLSpec spec) {

}
