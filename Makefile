# Everything is in make.py, so that a machine without make can do the same.
.PHONY: run test check faults bench backup restore fix generate lock shots soak help
.DEFAULT_GOAL := help

run test check faults bench backup restore fix generate lock shots soak help:
	@python3 make.py $@ $(ARGS)
