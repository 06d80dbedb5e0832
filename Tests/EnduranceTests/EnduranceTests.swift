import Testing

/// What holds under load and faults, tried on started programs. One after the other: each has the machine to itself.
@Suite(.serialized) enum EnduranceTests {}
