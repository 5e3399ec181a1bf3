module app {
    requires dev.evenkeel;
}
