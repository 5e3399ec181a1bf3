package dev.evenkeel.bench.firstseconds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.bench.campaign.MeasurementException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BusyProcessesTest {
    @Test
    void asManyAsAskedForWorkUntilTheyAreClosed() {
        List<ProcessHandle> handles;
        try (BusyProcesses busy = BusyProcesses.start(2)) {
            handles = busy.handles();
            assertThat(handles).hasSize(2).allMatch(ProcessHandle::isAlive);
            assertThatCode(busy::requireAlive).doesNotThrowAnyException();
        }
        assertThat(handles).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void oneThatHasEndedIsNoticed() throws Exception {
        try (BusyProcesses busy = BusyProcesses.start(1)) {
            ProcessHandle handle = busy.handles().getFirst();
            handle.destroyForcibly();
            handle.onExit().get(1, TimeUnit.MINUTES);
            assertThatThrownBy(busy::requireAlive).isInstanceOf(MeasurementException.class)
                    .hasMessageContaining("--busy");
        }
    }

    /** What a JVM that is killed leaves of a pipe is its end. */
    @Test
    void oneWhoseParentIsKilledEnds() throws Exception {
        Process parent = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-cp",
                System.getProperty("java.class.path"), Parent.class.getName()).start();
        long pid = Long.parseLong(parent.inputReader().readLine());
        ProcessHandle busy = ProcessHandle.of(pid).orElseThrow();
        parent.destroyForcibly();
        busy.onExit().get(1, TimeUnit.MINUTES);
        assertThat(busy.isAlive()).isFalse();
    }

    /** Starts one and says which. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws InterruptedException {
            BusyProcesses busy = BusyProcesses.start(1);
            System.out.println(busy.handles().getFirst().pid());
            System.out.flush();
            Thread.sleep(TimeUnit.MINUTES.toMillis(5));
            busy.close();
        }
    }
}
