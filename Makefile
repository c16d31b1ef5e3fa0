# `make check` verifies samconfig.toml; `make deploy` deploys what it describes. Another environment of the pipeline, say
# [staging.deploy.parameters]: make deploy-pipeline ENVIRONMENT=staging
ENVIRONMENT ?= default

.PHONY: check deploy deploy-api deploy-pipeline

check:
	./mvnw -q -B -ntp compile exec:java -pl deployment -am -Dexec.args="$(CURDIR)"

# The API first: the pipeline subscribes to its log group.
deploy: check
	$(MAKE) deploy-api
	$(MAKE) deploy-pipeline

deploy-api:
	sam deploy --config-env api

deploy-pipeline:
	./mvnw -q -B -ntp compile exec:java -pl deployment -am -Dexec.args="$(CURDIR) $(ENVIRONMENT)"
	sam build
	sam deploy --config-env $(ENVIRONMENT)

# What `sam build` runs for each function: template.yaml, Metadata, BuildMethod. Maven builds once, each function takes a copy.
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
