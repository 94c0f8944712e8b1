package io.sallyport.regions.directory;

/** A group of users. */
public record Group(String name, String description) {}
