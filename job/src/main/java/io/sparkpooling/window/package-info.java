/**
 * Where windows lie. {@link io.sparkpooling.window.AxisWindows} is the door: the windows of one axis, each as its first tap,
 * its number of taps and the step between them, in elements of that axis. This is the only place with index arithmetic;
 * nothing here knows what a window becomes.
 */
package io.sparkpooling.window;
