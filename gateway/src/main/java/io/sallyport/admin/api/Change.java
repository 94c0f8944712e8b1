package io.sallyport.admin.api;

/** Something that a request can change. */
interface Change {

    /**
     * Reads the request; changes nothing yet.
     *
     * @return what is made once it is known that the body holds nothing else
     * @throws Refused where the request is not what it must be
     */
    Prepared prepare(Members body, Signature signed);
}
