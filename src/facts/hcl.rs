//! Terraform and other HCL with lines.
