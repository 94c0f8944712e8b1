package io.sallyport.admin.api;

/** Ends the reading of a request that cannot be carried out, with what is answered to it. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Refused(Problem problem) {
        super(problem.sentence(), null, false, false);
        this.problem = problem;
    }

    static Refused malformed(String sentence) {
        return new Refused(Problem.malformed(sentence));
    }

    Problem problem() {
        return problem;
    }
}
