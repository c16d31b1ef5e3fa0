"""The parts of measure.py: what is measured, with what data, against which stand-ins, and how it is reported."""
