"""Reading: a report's text to claims with spans, by one small encoder and a head that asks for each happening who, whom, where and when."""

from whence.read.reader import ModelReader, Reader, load_reader
from whence.read.session import ModelDescription, bundled_model, cpu_features, describe_model

__all__ = ["ModelDescription", "ModelReader", "Reader", "bundled_model", "cpu_features", "describe_model", "load_reader"]
