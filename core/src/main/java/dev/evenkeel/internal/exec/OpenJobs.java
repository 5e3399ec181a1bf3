package dev.evenkeel.internal.exec;

import java.util.concurrent.atomic.AtomicReference;

/** The jobs in progress, linked from the youngest to the oldest. */
final class OpenJobs extends AtomicReference<Job> {
    private static final long serialVersionUID = 1;

    void open(Job job) {
        do {
            job.older = get();
        } while (!compareAndSet(job.older, job));
    }

    /** Unlinks a job. A caller who is alone needs no lock; the list behind a job only ever becomes shorter. */
    void close(Job job) {
        if (job.older != null || !compareAndSet(job, null)) {
            forgetFinished();
        }
    }

    /** Unlinks all finished jobs, also those whose callers had no stack left to do it. */
    private synchronized void forgetFinished() {
        Job younger = null;
        Job job = get();
        while (job != null) {
            Job next = job.older;
            if (job.task != null) {
                younger = job;
            } else if (younger != null) {
                younger.older = next;
            } else if (!compareAndSet(job, next)) {
                next = get();
            }
            job = next;
        }
    }
}
