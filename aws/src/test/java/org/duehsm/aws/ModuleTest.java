package org.duehsm.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import org.junit.jupiter.api.Test;

class ModuleTest {

    @Test
    void needsNothingButTheJdk() {
        ModuleDescriptor ours = AccessKey.class.getModule().getDescriptor();

        assertThat(ours.name()).isEqualTo("org.duehsm.aws");
        assertThat(ours.requires())
                .isNotEmpty()
                .allMatch(module -> ModuleFinder.ofSystem().find(module.name()).isPresent());
    }
}
