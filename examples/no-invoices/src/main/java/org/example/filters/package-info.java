/** Filters of an operator's own: what such a class needs, and no more. */
package org.example.filters;
