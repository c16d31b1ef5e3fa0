# What `sam build` runs, for each function: template.yaml, Metadata, BuildMethod. Maven builds once, each takes a copy.
FUNCTIONS := ForwardFunction KinesisForwardFunction ObjectForwardFunction RedriveFunction
SOURCES := pom.xml log-forwarder/pom.xml $(shell find log-forwarder/src/main -type f)
BUILT := log-forwarder/target/function/.built

.PHONY: $(FUNCTIONS:%=build-%)

$(FUNCTIONS:%=build-%): $(BUILT)
	mkdir -p "$(ARTIFACTS_DIR)"
	cp -R log-forwarder/target/function/lib "$(ARTIFACTS_DIR)/"

$(BUILT): $(SOURCES)
	./mvnw -q -ntp package -pl log-forwarder -DskipTests
	touch $(BUILT)
